# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An error of the script's while its output goes to a file.
# modules: error

it -o out "$modules/error.ko"
