# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An error of the script's.
# modules: error

it "$modules/error.ko"
