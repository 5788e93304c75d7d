# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o /dev/stderr is standard error.

sim <<<"$lines"$'\nrequest_exit'
relay -o /dev/stderr
expect_status 0
expect_stream "$dir/err"
[[ ! -s $dir/out ]] || fail "something is on standard output"
expect_removed
