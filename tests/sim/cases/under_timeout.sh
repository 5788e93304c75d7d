# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# As timeout(1) ends it, by SIGTERM and SIGCONT: the end probes run, and all of it comes.

sim <<<"print 0 hello\n"$'\non exit\nprint 1 end\n'
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -TERM "$relay_pid"
kill -CONT "$relay_pid"
relay_wait
expect_good_run
