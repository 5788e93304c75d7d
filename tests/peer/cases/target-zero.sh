# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x 0, which is no process.
# modules: target

it -x 0 "$modules/target.ko"
