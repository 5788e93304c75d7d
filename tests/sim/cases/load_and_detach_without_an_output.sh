# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -L, a script that ends at once is read here: an output that can't be opened is a failure.

sim <<-END
	on start
	print 0 lost\n
	request_exit
END
relay -L -o nosuch/file
expect_status 1
expect_err "^ERROR: Couldn't open output file nosuch/file: No such file or directory$"
expect_removed
