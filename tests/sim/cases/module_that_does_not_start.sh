# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Module that does not start.

sim <<-END
	on start
	start_result -1
	on run
	print 0 never\n
END
relay
expect_status 1
[[ ! -s $dir/out ]] || fail "probes ran"
expect_removed
