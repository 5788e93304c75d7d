# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode of a module up to 4.4, from whose CPUs one reads better from another one: each file has all frames.

local SIM_VERSION=4.4
bulk -4
relay -o file
expect_status 0
expect_frames 0 "$dir/file_0"
expect_frames 2 "$dir/file_2"
expect_told_what_was_lost
expect_removed
