# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In the background, with names that are relative: to where it was started, from the first file to the last.

local pid
mkdir "$dir/d"
sim <<<"print 0 ready\n"
stdout=$dir/pid relay -D -o d/log
expect_status 0
pid=$(<"$dir/pid")
printed one d/log
kill -USR2 "$pid"
goes_on_in d/log.1
printed two d/log.1
tell request_exit
until_true test -s "$dir/removed" || fail "removal was not asked for"
expect_quiet
expect_stream "$dir"/d/log{,.1}
