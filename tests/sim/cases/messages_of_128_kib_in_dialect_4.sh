# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of 128 kib in dialect 4.

sim -4 -n 4096 <<-END
	burst 0-1 40 131072 0
	burst 0-1 100 100000-131072 100
	request_exit
END
relay
expect_status 0
expect_stream "$dir/out"
expect_told_what_was_lost
