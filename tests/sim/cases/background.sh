# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D prints the pid of the session, which goes on by itself, and ends as any other does.

sim <<<"print 0 hello\n"
relay -D -o file
expect_status 0
local pid
pid=$(cat "$dir/out")
[[ $pid =~ ^[0-9]+$ ]] || fail "no pid is on standard output: $pid"
((slow)) || [[ $(readlink "/proc/$pid/exe") == "$stapio" ]] || fail "$pid is not stapio's pid"
until_true test -s "$dir/file" || fail "nothing is in the file"
ends_in_the_background "$pid"
expect_quiet
