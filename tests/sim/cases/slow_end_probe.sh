# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# While the end probes run for long nothing waits for them but the end: totals are told, no thread wakes, and a second
# interrupt takes nothing from a reader who reads.

sim -n 2048 <<-END
	print 0 ready\n
	on exit
	oob WARNING: this takes a while\n
	hold
	burst 0-1 30000 100-300 0
	print 1 this is the end\n
END
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -INT "$relay_pid"
until_true grep -q '^WARNING: this takes a while$' "$dir/err" || fail "what the module says in its end is not shown"
kill -INT "$relay_pid"
kill -USR1 "$relay_pid"
until_true grep -q '1 messages, 6 bytes' "$dir/err" || fail "no totals"
sleep 0.5
local before
before=$(switches "$relay_pid")
sleep 1
((tsan || $(switches "$relay_pid") == before)) || fail "it woke $(($(switches "$relay_pid") - before)) times in 1 s of nothing"
(($(happened exited) == 0)) || fail "the scenario is no good"
tell go
relay_wait
: >"$dir/err"
expect_good_run
