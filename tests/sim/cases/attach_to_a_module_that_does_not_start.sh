# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same where that fails: status 1, and the module goes.

sim <<-END
	on start
	start_result -22
END
relay -A
expect_status 1
expect_removed
