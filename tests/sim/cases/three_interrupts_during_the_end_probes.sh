# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Three that come before the end probes have run leave at once, and with the same account: what the probes print then is not
# shown, and not counted.

sim <<-END
	print 0 ready\n
	on exit
	hold
END
blocked
tell "burst 0-1 2000 20-600 0"
kill -STOP "$relay_pid"
until_true grep -q '^State:.T' "/proc/$relay_pid/status" || fail "stapio cannot be stopped"
kill -INT "$relay_pid"
kill -TERM "$relay_pid"
kill -HUP "$relay_pid"
kill -CONT "$relay_pid"
relay_wait
(($(happened exited) == 0)) || fail "the end probes were waited for"
expect_status 1
tell go
event exited
until_true test -s "$dir/removed" || fail "removal was not asked for"
rest_of_pipe
expect_prefix "$dir/out" 'no one read them'
expect_err "^WARNING: Module $NAME still runs its end probes"
expect_removed
