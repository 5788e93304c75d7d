# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same while all CPUs go on printing as fast as they can.

local round
sim -c 0-3 <<-END
	burst 0-3 0 10-1500 0
END
relay_start
event started.0
for round in {1..4}; do
	tell "pause 100"
	kill -STOP "$relay_pid"
	tell "pause 100"
	kill -CONT "$relay_pid"
done
kill -INT "$relay_pid"
relay_wait
expect_status 0
expect_stream "$dir/out"
(($(messages cut) + $(messages dropped) > 0)) || fail "the scenario is no good ($round)"
expect_told_what_was_lost
expect_no_err 'belonged to no message'
