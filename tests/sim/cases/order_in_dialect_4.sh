# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Dialect 4 drops a frame where 8 bytes or less remain; nothing else may be lost or shown.

sim -4 -c 0-3 -n 2048 <<-END
	burst 0-3 10000 20-200 0
	request_exit
END
relay
expect_status 0
expect_stream "$dir/out"
(($(messages cut) == 0 && $(messages dropped) > 0)) || fail "the scenario is no good"
expect_told_what_was_lost
expect_no_err 'belonged to no message'
expect_removed
