# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The script has ended, the disk is full, and no one is there to see it: half a minute, then the end.

mkdir "$dir/disk"
mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
sim -n 2048 <<<"print 0 ready\n"
relay_start -o disk/file
event started.0
tell "burst 0-1 8000 20-300 0"
until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
tell request_exit "pause 2000"
kill -0 "$relay_pid" || fail "room was not waited for"
patience=40 relay_wait
expect_status 1
expect_prefix "$dir/disk/file" 'the disk was full'
expect_removed
