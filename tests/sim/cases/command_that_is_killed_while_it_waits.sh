# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that is killed before the probes run ends the session as one that is killed later.

sim <<-END
	on start
	print 0 begin\n
	mark starting
	hold
END
relay_start -c "touch ran"
event starting
kill -KILL "$(sed -n 's/^start //p' "$dir/sim/events")"
tell go
relay_wait
expect_status 1
expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
[[ ! -e $dir/ran ]] || fail "it ran"
expect_removed
