# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the relay buffers lose in bulk mode is told, and the files have all the rest.

sim -b <<<"print 0 ready\n"
relay_start -o file
until_true test -s "$dir/file_0" || fail "nothing comes"
stopped_while "burst 0-1 4000 20-2000 0"
tell drained "burst 0-1 10 20 0" drained request_exit
relay_wait
expect_status 0
expect_frames 0 "$dir/file_0"
expect_frames 1 "$dir/file_1"
expect_told_what_was_lost
