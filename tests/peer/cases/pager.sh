# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into a pager, both streams: its user reads on after a while, or quits.
# modules: rows warn

line '"$STAPRUN" "$modules/rows.ko" 2>&1 | { sleep 2; wc -l; }'
line '"$STAPRUN" "$modules/warn.ko" 2>&1 | { sleep 1; sort; }'
