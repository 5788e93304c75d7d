# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without a keeper the third interrupt leaves at once, too; the module stays loaded then, and who removes it is told
# how.

sim <<-END
	print 0 ready\n
	on exit
	hold
END
alone=1 relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -INT "$relay_pid"
event exit
kill -INT "$relay_pid" && kill -TERM "$relay_pid"
relay_wait
expect_status 1
(($(happened exited) == 0)) || fail "it waited for the end probes"
expect_said <<<"WARNING: Module $NAME stays loaded; when it has come to its end, remove it with: staprun -d $NAME"
tell go
event exited
