# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A sandbox reads that the probes run, has its sample run, and ends us by SIGKILL: what was printed is there.

sim <<<"print 0 ready\n"
relay_start -vv -x $$ -o stap.log
until_true grep -q 'systemtap_module_init() returned 0' "$dir/err" || fail "it is not said that the probes run"
until_true test -s "$dir/stap.log" || fail "nothing comes"
tell "print 0 caught\n" drained
until_true grep -qx caught "$dir/stap.log" || fail "the last line does not come"
[[ ! $play ]] || : >"$dir/err" # how -v words its steps is another case
kill -KILL "$relay_pid"
wait "$relay_pid"
relay_pid=
until_true test -s "$dir/removed" || fail "the module stays loaded"
expect_stream "$dir/stap.log"
expect_removed
