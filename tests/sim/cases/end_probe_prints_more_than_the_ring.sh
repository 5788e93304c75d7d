# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What end probes print is read to its last byte, however much more than the relay buffers take.

sim -c 0-1 -n 512 <<-END
	print 0 ready\n
	request_exit
	on exit
	burst 0-1 40000 100 10000
END
relay
expect_good_run
