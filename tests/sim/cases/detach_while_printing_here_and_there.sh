# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What one CPU prints after it was read for the last time, while another is still read, stays behind: it is no loss.

local out
sim -n 32768 -c 0-1 <<<"print 0 ready\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -STOP "$relay_pid"
tell "burst 0 100000 100-1500 0"
out=$(stat -c %s "$dir/out")
kill -QUIT "$relay_pid"
kill -CONT "$relay_pid"
until_true grep -q '^ShdPnd:.*0$' "/proc/$relay_pid/status" || fail "the signal is not taken"
until_true eval '(($(stat -c %s "$dir/out") > out + 2000000))' || fail "nothing more comes"
tell "burst 1 100 20-60 0" "burst 0 100 20-60 0"
relay_wait
expect_detached
! grep -q 'cpu 1' "$dir/out" || fail "the scenario is no good"
