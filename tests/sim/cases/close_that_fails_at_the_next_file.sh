# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same for one that is left for the next.

mkdir "$dir/d"
ln -s ../module/sink-close "$dir/d/log"
sim <<<"print 0 ready\n"
relay_start -o d/log
until_true test -s "$dir/sim/sink" || fail "nothing comes"
rm "$dir/d/log"
kill -USR2 "$relay_pid"
until_true grep -q '^ERROR: Not all that was written to d/log is there: Disk quota exceeded' "$dir/err" || fail "it is not told"
tell "print 0 next\n" request_exit
relay_wait
expect_status 1
expect_stream "$dir/sim/sink" "$dir/d/log"
expect_removed
