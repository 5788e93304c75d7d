# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Of FILE strftime(3) makes the name.

sim <<<"$lines"$'\nrequest_exit'
relay -o "o-%Y-100%%"
expect_good_run "$dir/o-$(date +%Y)-100%"
