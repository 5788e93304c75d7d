# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A FILE that can't be made is an error with its cause before any probe runs.

sim <<<"$lines"$'\nrequest_exit'
relay -o no/such/file
expect_status 1
expect_err '^ERROR: .*no/such/file.*No such file'
(($(happened 'start .*') == 0)) || fail "the probes were started"
expect_removed
