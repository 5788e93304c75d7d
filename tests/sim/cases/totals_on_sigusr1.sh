# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR1 has the totals so far told.

sim <<<"print 0 hello\n"
relay_start
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
kill -USR1 "$relay_pid"
until_true grep -qE '\b1 messages?, 6 bytes' "$dir/err" || fail "no totals: $(cat "$dir/err")"
tell request_exit
relay_wait
expect_status 0
