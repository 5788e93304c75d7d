# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Next file on sigusr2 in bulk mode.

switching -b -o file
expect_status 0
expect_quiet
expect_frames 0 "$dir"/file_0 "$dir"/file_cpu0.{1,2,3,4}
expect_frames 1 "$dir"/file_1 "$dir"/file_cpu1.{1,2,3,4}
expect_removed
