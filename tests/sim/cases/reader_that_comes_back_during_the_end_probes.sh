# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A reader who comes back while the end probes still run finds all of it, however long it took.

sim <<-END
	print 0 ready\n
	on exit
	hold
	print 0 from the end probe\n
END
blocked
tell "burst 0-1 500 20-600 0"
kill -INT "$relay_pid"
event exit
kill -INT "$relay_pid"
sleep 2
cat <&"$reader" >"$dir/out" &
local cat=$!
tell dump
until_true cmp -s "$dir/out" "$dir/sim/stream" || fail "not all of it comes"
tell go
event exited
relay_wait
sim_end
until_true cmp -s "$dir/out" "$dir/sim/stream"
kill "$cat"
expect_good_run
