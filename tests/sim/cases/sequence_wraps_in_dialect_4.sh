# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4.

wraps -4
expect_status 0
expect_stream "$dir/out"
expect_told_what_was_lost
