# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output file named by time.

sim <<<"$lines"$'\nrequest_exit'
relay -o "o-%Y-100%%"
expect_good_run "$dir/o-$(date +%Y)-100%"
