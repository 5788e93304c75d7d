# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -w leaves errors alone.
# modules: error

it -w "$modules/error.ko"
