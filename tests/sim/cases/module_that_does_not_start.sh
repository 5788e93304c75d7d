# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that answers START with an error is removed, and nothing of it is shown.

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
