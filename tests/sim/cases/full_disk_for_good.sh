# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A disk that stays full: the end comes all the same when it is asked for twice, and the loss is told.

disk 1m
fill_disk file
interrupted_twice
expect_prefix "$dir/disk/file" 'the disk was full'
expect_removed
