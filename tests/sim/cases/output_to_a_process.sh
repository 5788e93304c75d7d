# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# bash's -o >(COMMAND): the command sees the end.

sim <<<"$lines"$'\nrequest_exit'
relay -o >(
	cat >"$dir/out2"
	: >"$dir/end"
)
until_true test -e "$dir/end" || fail "the process does not see the end"
expect_good_run "$dir/out2"
