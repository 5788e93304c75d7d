# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Raw messages of 128 kib.

sim -4 -r -n 2048 <<-END
	burst 0-1 20 100000-131072 100
	request_exit
END
relay
expect_good_run
