# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that has room but no inode: the output stays in the file that is there, until there is one.

disk 4m nr_inodes=3
touch "$dir/disk/ballast"
sim <<<"print 0 ready\n"
relay_start -o disk/log
printed one disk/log
next_file
refused_next 'rm "$dir/disk/ballast"' disk/log.1 'No space left on device' disk/log
