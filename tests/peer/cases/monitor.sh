# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -M of a script that was not made for it.
# modules: tick

line 'timeout 8 "$STAPRUN" -M 1 -c "sleep 2" "$modules/tick.ko"'
