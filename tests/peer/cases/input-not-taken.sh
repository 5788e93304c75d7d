# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -i of a script that takes no input.
# modules: tick

it -i -c 'sleep 1' "$modules/tick.ko"
