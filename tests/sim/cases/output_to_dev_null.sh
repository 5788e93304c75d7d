# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output to dev null.

sim <<<"$lines"$'\nrequest_exit'
relay -o /dev/null
expect_status 0
expect_quiet
expect_removed
[[ -c /dev/null ]] || fail "/dev/null is gone"
