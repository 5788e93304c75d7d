# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bare text of two CPUs in one file: all of it comes, in its order.

sim -4 -r -n 2048 <<-END
	burst 0-1 10000 20-200 50000
	request_exit
END
relay -o lines
expect_good_run "$dir/lines"
