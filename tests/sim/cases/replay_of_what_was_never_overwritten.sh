# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No reader at all: the first one to come finds the module's ring full of whole sub-buffers.

sim <<-END
	on load
	already_started
	burst 0-1 500 20-600 0
	on run
	pause 100
	request_exit
END
relay -A
expect_good_run
