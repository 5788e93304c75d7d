# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The next file ends it.

mkdir "$dir/d"
ln -s ../module/sink-eio "$dir/d/log"
sim -n 4096 <<<"print 0 ready\n"
relay_start -o d/log
until_true test -s "$dir/sim/sink" || fail "nothing comes"
tell "burst 0-1 10 20-400 0" drained
until_true grep -q "^ERROR: Couldn't write to d/log" "$dir/err" || fail "it is not told"
rm "$dir/d/log"
kill -USR2 "$relay_pid"
until_true test -e "$dir/d/log" || fail "there is no next file"
tell "print 0 here\n" drained request_exit
relay_wait
expect_status 1
sim_end
[[ $(cat "$dir/d/log") == here ]] || fail "the next file has $(cat "$dir/d/log")"
expect_err 'WARNING: 20 messages of [0-9]+ bytes were dropped'
expect_removed
