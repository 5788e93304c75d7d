# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module up to 4.4 prints bare text: it comes as it is.

sim -4 -r <<-END
	print 1 Hello World!\n
	request_exit
END
relay
expect_good_run
