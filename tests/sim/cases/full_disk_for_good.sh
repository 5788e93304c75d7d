# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that stays full: the end comes all the same when it is asked for twice, and the loss is told.

mkdir "$dir/disk"
mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
sim -n 2048 <<<"print 0 ready\n"
relay_start -o disk/file
event started.0
tell "burst 0-1 8000 20-300 0"
until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
kill -INT "$relay_pid"
event exited
kill -INT "$relay_pid" 2>/dev/null || true
relay_wait
expect_status 1
expect_prefix "$dir/disk/file" 'the disk was full'
expect_removed
