# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Interrupted while it starts: the parent passes it on.

sim <<-END
	on start
	hold
	on exit
	print 0 end\n
END
relay_start -D -o file
event 'start .*'
child=$(pgrep -P "$relay_pid" -x stapio)
kill -INT "$relay_pid"
until_true pending "$child" 2 || fail "it is not passed on"
tell go
relay_wait
[[ ! -s $dir/out ]] || { kill "$(cat "$dir/out")"; fail "it went to the background all the same"; }
until_true test -s "$dir/removed" || fail "the module stays"
