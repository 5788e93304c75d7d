# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR1 writes an object to where --stats says, while the session goes on.

sim <<<"print 0 hello\n"
relay_start --stats numbers
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
[[ ! -e $dir/numbers ]] || fail "there are statistics that no one asked for"
kill -USR1 "$relay_pid"
until_true test -s "$dir/numbers" || fail "there are no statistics"
objects "$dir/numbers"
stat_is "$dir/numbers" "['state']" '"running"'
stat_is "$dir/numbers" "['status']" null
stat_is "$dir/numbers" "['pid']" "$relay_pid"
stat_is "$dir/numbers" "['bytes']" 6
tell request_exit
relay_wait
objects "$dir/numbers"
stat_is "$dir/numbers" "['state']" '"ended"'
