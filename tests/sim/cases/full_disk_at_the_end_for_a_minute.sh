# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The script has ended, the disk is full, and no one is there to see it: half a minute, then the end.

disk 1m
fill_disk file
tell request_exit "pause 2000"
kill -0 "$relay_pid" || fail "room was not waited for"
patience=40 relay_wait
expect_status 1
expect_prefix "$dir/disk/file" 'the disk was full'
expect_removed
