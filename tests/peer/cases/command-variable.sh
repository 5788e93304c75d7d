# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c with a variable that is not set.
# modules: idle

it -c 'echo $nosuchvariable' "$modules/idle.ko"
