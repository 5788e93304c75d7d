# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Interrupted while it starts: the parent passes it on.

sim <<-END
	on start
	pause 1000
	on exit
	print 0 end\n
END
relay_start -D -o file
event 'start .*'
kill -INT "$relay_pid"
relay_wait
[[ ! -s $dir/out ]] || { kill "$(cat "$dir/out")"; fail "it went to the background all the same"; }
until_true test -s "$dir/removed" || fail "the module stays"
