# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Old modules return less than was written to the control channel: that is no error.

ordered -4 -s <<-END
	print 0 hello\n
	request_exit
END
