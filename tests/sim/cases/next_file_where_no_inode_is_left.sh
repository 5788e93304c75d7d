# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Next file where no inode is left.

mkdir "$dir/disk"
mount -t tmpfs -o size=4m,nr_inodes=3 tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
touch "$dir/disk/ballast"
sim <<<"print 0 ready\n"
relay_start -o disk/log
printed one disk/log
next_file
refused_next 'rm "$dir/disk/ballast"' disk/log.1 'No space left on device' disk/log
