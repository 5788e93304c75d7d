# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A warning of the script's, with -w and to a file.
# modules: warn

it "$modules/warn.ko"
it -w "$modules/warn.ko"
it -o out "$modules/warn.ko"
