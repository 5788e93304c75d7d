# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a script says after it was detached from is for who attaches: its error, its wish to end.

sim <<<"oob ERROR: boom near line 1\n"$'\nrequest_exit'
relay -L
expect_detached
relay -A
expect_status 1
expect_err '^ERROR: boom near line 1$'
expect_removed
