# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who attaches to a module with bare text gets what it kept, and what comes then.

sim -4 -r <<-END
	on load
	already_started
	burst 0-1 200 20-60 0
	on run
	burst 0-1 500 20-60 5000
	request_exit
END
relay -A
expect_status 0
expect_stream "$dir/out"
