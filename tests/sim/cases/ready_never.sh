# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --ready-fd of a module that does not start is closed, and nothing is written there.

sim <<<"on start"$'\nstart_result -1'
ready_on
expect_never_ready
relay_wait
expect_status 1
sim_end
rm -rf "$dir"/{sim,ready,removed}
sim <<<"print 0 hello\n"
ready_on -i
expect_never_ready
relay_wait
expect_status 1
sim_end
: >"$dir/err"
relay --ready-fd 9
expect_status 1
[[ $(<"$dir/err") == "ERROR: Couldn't open the descriptor of --ready-fd 9: the caller has no such descriptor open." ]] ||
	fail "standard error: $(<"$dir/err")"
