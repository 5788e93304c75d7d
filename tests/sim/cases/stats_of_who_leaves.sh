# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics of a module that is left, that is taken up again, and that does not start; rates are since the start at most.

sim <<<"burst 0-1 100 100 0"
relay -L --stats left
expect_status 0
objects "$dir/left"
stat_is "$dir/left" "['state']" '"detached"'
stat_is "$dir/left" "['status']" 0
stat_is "$dir/left" "['files']" '[]'
relay_start -A --stats again
until_true test -s "$dir/out" || fail "nothing comes"
kill -USR1 "$relay_pid"
until_true test -s "$dir/again" || fail "there are no statistics"
objects "$dir/again"
stat_is "$dir/again" "['state']" '"running"'
kill -QUIT "$relay_pid"
relay_wait
objects "$dir/again"
stat_is "$dir/again" "['state']" '"detached"'
stat_is "$dir/again" "['files'][0]['name']" '"standard output"'
sim_end
rm -rf "$dir/sim"
sim <<<"on start"$'\nstart_result -1'
relay --stats never
expect_status 1
objects "$dir/never"
stat_is "$dir/never" "['status']" 1
stat_is "$dir/never" "['start']" null
stat_is "$dir/never" "['rates']['seconds'] < 3600" true
