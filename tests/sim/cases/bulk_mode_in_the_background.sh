# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D in bulk mode: the files are there when the pid is printed, and complete at the end.

sim -b <<<"burst 0-1 300 20-600 0"
relay -D -o file
expect_status 0
event started.0 # the peers are not so far yet
tell drained request_exit
until_true test -s "$dir/removed" || fail "removal was not asked for"
expect_frames 0 "$dir/file_cpu0"
expect_frames 1 "$dir/file_cpu1"
