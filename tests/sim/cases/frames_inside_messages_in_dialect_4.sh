# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without a magic that is exact as long as the ring cannot have been full.

sim -4 -c 0-3 <<-END
	burst 0-3 2000 20-300 2000 wild
	drained
	request_exit
END
relay
expect_status 0
expect_stream "$dir/out"
expect_told_what_was_lost
