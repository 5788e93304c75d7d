# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode in dialect 4.

bulk -4
relay -o file
expect_status 0
expect_frames 0 "$dir/file_0"
expect_frames 2 "$dir/file_2"
expect_told_what_was_lost
