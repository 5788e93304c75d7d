# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGUSR2 in bulk mode: each CPU goes on in its next file, between two frames.

switching -b -o file
expect_status 0
expect_quiet
expect_frames 0 "$dir"/file_0 "$dir"/file_cpu0.{1,2,3,4}
expect_frames 1 "$dir"/file_1 "$dir"/file_cpu1.{1,2,3,4}
expect_removed
