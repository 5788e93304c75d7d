# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x with something behind the number.
# modules: target

it -x 1x "$modules/target.ko"
