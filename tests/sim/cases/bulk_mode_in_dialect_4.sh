# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, into files with the name that was asked for.

bulk -4
relay -o file
expect_status 0
expect_frames 0 "$dir/file_0"
expect_frames 2 "$dir/file_2"
expect_told_what_was_lost
