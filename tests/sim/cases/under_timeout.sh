# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Under timeout.

sim <<<"print 0 hello\n"$'\non exit\nprint 1 end\n'
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -TERM "$relay_pid"
kill -CONT "$relay_pid"
relay_wait
expect_good_run
