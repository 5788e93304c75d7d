# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGQUIT that comes before the probes run, of a script with a command: that runs, and goes on.

sim <<-END
	on attach
	mark attached to
	hold
END
relay_start -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
event "attached to"
kill -QUIT "$relay_pid"
tell go
relay_wait
expect_status 0
expect_not_removed
until_true test -s "$dir/pid" || fail "it did not run"
kill "$(cat "$dir/pid")" || fail "it was ended"
