# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A terminal that takes nothing (Ctrl-S): the session goes on, obeys its signals, and removes the module; and the screen is
# drawn once it takes something again.
# sizes: 80x24

gone() { [[ ! -e /proc/$1 ]]; }

monitor <<-'END'
	print 0 hello from begin\n
	on exit
	burst 0-1 300 100 0
END
order 0 1 2 3 4 5
keys C-s
tell 'print 0 while it was stopped\n' 'burst 0-1 500 100 0'
sample | sed 's/00:00:03/00:00:09/' | status_is
keys x
keys C-q
shows 'message 499 ' && hides 'min, avg, max'
keys x && row_is 1 '*up 00:00:09*'

keys C-s
tell 'burst 0-1 500 100 0'
local pid
pid=$(stapio_pid)
kill -TERM "$pid"
event exit
until_true test -s "$dir/removed" || fail "the module was not removed"
until_true gone "$pid" || fail "stapio is still there"
keys C-q
until_true normal_screen || fail "not the normal screen, or no cursor"
until_true test -s "$dir/after" || fail "the shell did not come back"
cmp -s "$dir/before" "$dir/after" || fail "the terminal's settings are not as they were"
keys 'clear; echo "still" "there"' Enter && shows 'still there'
