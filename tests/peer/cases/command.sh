# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c: the script ends with the command, or the command with the script.
# modules: tick idle

it -c 'sleep 1' "$modules/tick.ko"
it "$modules/idle.ko" -c true
