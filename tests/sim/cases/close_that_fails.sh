# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file system that tells as the file is closed what it has no room for.

sim <<<"$lines"$'\nrequest_exit'
relay -o module/sink-close
expect_status 1
[[ $(<"$dir/err") == "ERROR: Not all that was written to module/sink-close is there: Disk quota exceeded" ]] ||
	fail "standard error is $(<"$dir/err")"
: >"$dir/err"
status=0
expect_good_run "$dir/sim/sink"
