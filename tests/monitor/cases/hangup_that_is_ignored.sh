# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The terminal goes away, and who started the session has it ignore that: it goes on, sleeps, and can be ended.
# sizes: 80x24

switches_of() { awk '/^(non)?voluntary_ctxt_switches/ { n += $2 } END { print n }' "/proc/$1"/task/*/status; }

from='trap "" HUP; ' to='-o file' quiet -M 3600
order 0 1 2 3 4 5
local pid before
pid=$(stapio_pid)
tell 'print 0 before\n'
mux kill-server
tell 'print 0 after\n'
until_true grep -qx after file || fail "it does not go on"
sleep 1
before=$(switches_of "$pid")
sleep 2
(($(switches_of "$pid") - before < 30)) || fail "it woke $(($(switches_of "$pid") - before)) times in 2 s of nothing"
kill -TERM "$pid"
until_true test -s "$dir/removed" || fail "the module was not removed"
until_true test ! -e "/proc/$pid" || fail "stapio is still there"
