# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A ring that was used before leaves whole old frames in the bytes that dialect 4 does not write.

sim -4 -c 0-1 -n 256 <<-END
	$(for _ in {1..10}; do printf '%s\n' 'burst 0-1 6000 1-60 0' drained; done)
	request_exit
END
relay
expect_status 0
expect_stream "$dir/out"
(($(messages dropped) > 0)) || fail "the scenario is no good"
expect_told_what_was_lost
expect_no_err 'belonged to no message'
