# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The line that sandboxes wait for under -v -v is not there when the probes do not run.

sim <<<$'on start\nstart_result -1'
relay -v -v
expect_status 1
expect_no_err 'returned 0'
expect_removed
