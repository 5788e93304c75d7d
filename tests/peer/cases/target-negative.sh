# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x with a negative number.
# modules: target

it -x -5 "$modules/target.ko"
