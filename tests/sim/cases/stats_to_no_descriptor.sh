# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --stats of a descriptor that the caller has not is an error before anything runs.

hello
relay --stats /dev/fd/9
expect_status 1
[[ $(<"$dir/err") == "ERROR: Couldn't open the file of statistics /dev/fd/9: the caller has no such descriptor open." ]] ||
	fail "standard error: $(<"$dir/err")"
(($(happened 'start .*') == 0)) || fail "the probes were started"
