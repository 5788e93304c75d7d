# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d by root.
# modules: tick

"${user[@]}" "$STAPRUN" -L "$modules/tick.ko" 2>/dev/null
user=()
it -d tick
