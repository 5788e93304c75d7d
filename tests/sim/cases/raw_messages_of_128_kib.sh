# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bare text in the largest messages: it comes as it is.

sim -4 -r -n 2048 <<-END
	burst 0-1 20 100000-131072 100
	request_exit
END
relay
expect_good_run
