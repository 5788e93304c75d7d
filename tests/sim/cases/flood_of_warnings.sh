# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# While a flood of messages comes, signals are served.

sim <<<"print 0 hello\n"
relay_start
event started.0
many_warnings 5000 >"$dir/more"
mapfile -t more <"$dir/more"
tell "${more[@]}" "${more[@]}" "${more[@]}"
kill -USR1 "$relay_pid"
until_true grep -q 'messages, ' "$dir/err" || fail "no totals"
tell request_exit
relay_wait
expect_status 0
