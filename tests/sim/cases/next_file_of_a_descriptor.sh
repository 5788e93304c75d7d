# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# It has no next one.

sim <<<"print 0 ready\n"
exec 7>"$dir/seven"
relay_start -o /dev/fd/7
until_true test -s "$dir/seven" || fail "nothing comes"
kill -USR2 "$relay_pid"
tell "$lines" request_exit
relay_wait
exec 7>&-
expect_good_run "$dir/seven"
