# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGQUIT while the probes start, and that fails: there is nothing to leave, and the module goes.

sim <<-END
	on start
	hold
	oob ERROR: probe registration error\n
	start_result -22
END
relay_start
event "start 0"
kill -QUIT "$relay_pid"
tell go
relay_wait
expect_status 1
expect_said <<<"ERROR: probe registration error"
expect_removed
