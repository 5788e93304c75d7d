# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A reader that stops for a while and goes on: nothing is lost while the rings have room, and no memory grows.

sim -n 4096 <<<"print 0 ready\n"
blocked
tell "burst 0-1 40000 20-600 0"
sleep 0.5
local peak
peak=$(field "$relay_pid" VmHWM)
((slow || peak < 16384)) || fail "the memory grew to $peak kB"
cat <&"$reader" >"$dir/out" &
local cat=$!
tell drained request_exit
relay_wait
sim_end
until_true cmp -s "$dir/out" "$dir/sim/stream"
kill "$cat"
expect_good_run
