# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that is full of what was renamed: the space is free once we let go of it.

mkdir "$dir/disk"
mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
sim -n 2048 <<<"print 0 ready\n"
relay_start -o disk/log
event started.0
tell "burst 0-1 4000 20-300 0"
until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
cp "$dir/disk/log" "$dir/first" && rm "$dir/disk/log"
next_file
goes_on_in disk/log
tell drained request_exit
relay_wait
expect_status 0
expect_stream "$dir/first" "$dir/disk/log"
expect_removed
