# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A pipe that no one reads any more is a closed one.

sim <<-END
	burst 0-1 100 40 500
	drained
	mark read
	burst 0-1 0 40 500
END
relay -o >(event read && head -n 1 >"$dir/out2")
expect_status 0
expect_quiet
expect_removed
