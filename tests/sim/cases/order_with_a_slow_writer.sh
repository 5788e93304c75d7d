# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU that has its number but has not finished writing is waited for.

sim <<-END
	bg slow 0 150 first\n
	numbered 1
	burst 1 20 30 0
	pause 200
	bg slow 1 150 later\n
	numbered 2
	burst 0 20 30 0
	pause 200
	request_exit
END
relay
expect_good_run
[[ $(head -n 1 "$dir/out") == first ]] || fail "the scenario is no good"
