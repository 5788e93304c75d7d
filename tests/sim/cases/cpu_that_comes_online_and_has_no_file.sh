# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode: what a CPU that comes online prints is not read where its file can't be opened. That is told, and is a failure.

sim -b -c 0-1 <<<"print 0 ready\n"
mkdir "$dir/log_2"
relay_start --stats numbers -o log
event started.0
until_true test -s "$dir/log_0" || fail "nothing comes"
tell "online 2" "burst 2 100 20-200 0" "burst 0 100 20-200 0" request_exit
relay_wait
expect_status 1
expect_err "^ERROR: Couldn't open output file log_2: Is a directory$"
expect_frames 0 "$dir/log_0"
objects "$dir/numbers"
stat_is "$dir/numbers" "['lost']['unread']" true
expect_removed
