# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGQUIT that comes before the probes run: they run, and then the module is left. Who attaches gets what it prints.

sim <<-END
	on attach
	mark attached to
	hold
	on run
	print 0 hello\n
END
relay_start
event "attached to"
kill -QUIT "$relay_pid"
tell go
relay_wait
expect_detached
(($(happened started.0) == 1)) || fail "the probes were not started"
mv "$dir/out" "$dir/out1"
: >"$dir/err"
relay_start -A
tell go drained request_exit
relay_wait
expect_good_run "$dir/out1" "$dir/out"
