# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the number of the process in the background can't be printed, it is said with its cause, and the session goes on.

sim <<<"print 0 hello\n"
stdout=/dev/full relay -D -o file
expect_status 1
[[ $(<"$dir/err") =~ ^'ERROR: Couldn'\''t print the pid of the process in the background, '([0-9]+)': No space left on device'$ ]] ||
	fail "standard error is $(<"$dir/err")"
local pid=${BASH_REMATCH[1]}
until_true test -s "$dir/file" || fail "it does not go on"
ends_in_the_background "$pid"
