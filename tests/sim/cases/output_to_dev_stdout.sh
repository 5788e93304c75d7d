# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o /dev/stdout is standard output.

sim <<<"$lines"$'\nrequest_exit'
relay -o /dev/stdout
expect_good_run
