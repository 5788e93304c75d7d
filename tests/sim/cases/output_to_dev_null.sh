# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o /dev/null is taken, and is what it was afterwards.

sim <<<"$lines"$'\nrequest_exit'
relay -o /dev/null
expect_status 0
expect_quiet
expect_removed
[[ -c /dev/null ]] || fail "/dev/null is gone"
