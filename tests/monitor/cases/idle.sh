# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# One wake-up a period.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
local switches=() seconds=$SECONDS _
for _ in before after; do
	switches+=("$(cat "/proc/$(stapio_pid)"/task/*/status | awk '$1 == "voluntary_ctxt_switches:" { n += $2 } END { print n }')")
	[[ ${switches[1]-} ]] || sleep 5
done
seconds=$((SECONDS - seconds + 1))
# One a second for the clock, and a few because opening a file of a simulated module waits for its process.
((switches[1] - switches[0] <= 6 * seconds)) || fail "$((switches[1] - switches[0])) wake-ups in $seconds seconds"
keys q && restored
