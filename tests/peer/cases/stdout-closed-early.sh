# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who reads standard output goes after the first line.
# modules: tick

line '"$STAPRUN" "$modules/tick.ko" -c "sleep 3" | head -n 1'
