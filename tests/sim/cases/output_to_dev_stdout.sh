# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to dev stdout.

sim <<<"$lines"$'\nrequest_exit'
relay -o /dev/stdout
expect_good_run
