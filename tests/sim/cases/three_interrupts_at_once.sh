# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A third interrupt is never needed, but if it comes nothing is waited for any more; what was left is counted all the same.

blocked_with_end_probe
tell "burst 0-1 2000 20-600 0"
kill -INT "$relay_pid"
event exited
kill -STOP "$relay_pid"
until_true grep -q '^State:.T' "/proc/$relay_pid/status" || fail "stapio cannot be stopped"
kill -TERM "$relay_pid"
kill -HUP "$relay_pid"
kill -CONT "$relay_pid"
relay_wait
(($(happened exited) == 1)) || fail "the module was told to exit $(happened exited) times"
# The removal is not waited for, either.
expect_status 1
expect_err "^WARNING: Module $NAME is being removed; that was not waited for\.$"
until_true test -s "$dir/removed" || fail "removal was not asked for"
rest_of_pipe
expect_prefix "$dir/out" 'no one read them'
expect_told_what_was_lost
(($(messages whole) > $(wc -l <"$dir/out"))) || fail "the scenario is no good"
expect_removed
