# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x, -t and none.
# modules: target

it -x 1 "$modules/target.ko"
it -t 1 "$modules/target.ko"
it "$modules/target.ko"
