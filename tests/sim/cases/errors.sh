# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An error of the script is told once, -w or not, and the status is 1.

sim <<<"oob ERROR: boom near line 1\n"$'\nrequest_exit'
relay -w
expect_status 1
expect_said <<<"ERROR: boom near line 1"
expect_removed
