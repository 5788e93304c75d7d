# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that is full of what was renamed: the space is free once we let go of it.

disk 1m
fill_disk log 4000
cp "$dir/disk/log" "$dir/first" && rm "$dir/disk/log"
next_file
goes_on_in disk/log
tell drained request_exit
relay_wait
expect_status 0
expect_stream "$dir/first" "$dir/disk/log"
expect_removed
