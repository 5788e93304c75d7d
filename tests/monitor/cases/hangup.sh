# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The terminal goes away: the end comes all the same, whatever is still printed.
# sizes: 80x24

monitor <<-'END'
	print 0 hello from begin\n
	on exit
	burst 0-1 5000 100 0
END
order 0 1 2 3 4 5
local pid
pid=$(stapio_pid)
mux kill-server
until_true test -s "$dir/removed" || fail "the module was not removed"
until_true test ! -e "/proc/$pid" || fail "stapio is still there"
