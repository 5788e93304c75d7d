# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that is full for a while. What is printed meanwhile waits in the ring.

disk 4m
head -c 3000000 /dev/zero >"$dir/disk/ballast"
fill_disk file
tell "burst 0-1 10 20-300 0"
(($(grep -c 'No space left' "$dir/err") == 1)) || fail "a full disk is told more than once"
rm "$dir/disk/ballast"
tell drained request_exit
relay_wait
expect_status 0
expect_stream "$dir/disk/file"
expect_all_printed
expect_removed
