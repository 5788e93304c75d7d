# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -S the files of each CPU are numbered, from 0 on.

bulk
relay -S 1 -o file
expect_status 0
expect_frames 0 "$dir/file_cpu0.0"
expect_frames 2 "$dir/file_cpu2.0"
