# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU that is offline at the start, goes offline, or comes back: what it printed comes out, in order, and goes on.
# modules: steady tick

cpu1=/sys/devices/system/cpu/cpu1/online
trap 'echo 1 >"$cpu1"' EXIT

start "$STAPRUN" steady.ko
wait_until '(($(lines "$bg_stdout") > 400))'
echo 0 >"$cpu1"
seen=$(lines "$bg_stdout")
wait_until '(($(lines "$bg_stdout") > seen + 400))'
echo 1 >"$cpu1"
seen=$(lines "$bg_stdout")
wait_until '(($(lines "$bg_stdout") > seen + 400))'
finish INT
is 0
# Two CPUs that count at once may print in the other order, but only neighbours.
awk '$1 in seen || $1 < most - 12 { wrong = 1 } { seen[$1]; if ($1 > most) most = $1 } END { exit wrong || most - NR >= NR / 50 }' \
	"$captured/stdout" || fail 'lines are doubled, missing or out of order'

echo 0 >"$cpu1"
start "$STAPRUN" tick.ko
wait_until 'more_than 1'
echo 1 >"$cpu1"
seen=$(lines "$bg_stdout")
finish INT
is 0
stdout_has 'tick 1'
