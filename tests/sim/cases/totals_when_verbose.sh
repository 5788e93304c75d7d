# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -v the totals are told at the end.

hello
relay -v
expect_status 0
expect_err '\b1 messages?, 6 bytes, [0-9]+ reads?, [0-9]+ wake-ups'
