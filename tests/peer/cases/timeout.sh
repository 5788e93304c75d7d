# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# timeout ends it.
# modules: tick

line 'timeout 3 "$STAPRUN" "$modules/tick.ko"'
line 'timeout -s INT 3 "$STAPRUN" -o out "$modules/tick.ko"'
