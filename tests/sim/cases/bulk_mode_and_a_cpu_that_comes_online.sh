# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU that comes online after the load gets a file as well.

sim -c 0,2 -b <<-END
	burst 0,2 100 20-50 0
	online 5
	burst 0,2,5 100 20-50 0
	request_exit
END
relay
expect_status 0
expect_quiet
expect_frames 0 "$dir/stpd_cpu0"
expect_frames 2 "$dir/stpd_cpu2"
expect_frames 5 "$dir/stpd_cpu5"
