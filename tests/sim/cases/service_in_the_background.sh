# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -D the manager hears from who started it which process is the service now, and only then that it is ready.

manager "$dir/manager"
sim <<<"print 0 hello\n"
relay -D -o log
expect_status 0
pid=$(<"$dir/out")
told READY=1
[[ $(head -n 2 "$dir/told" | xargs) == "MAINPID=$pid READY=1" ]] || fail "it is told otherwise: $(<"$dir/told")"
kill -INT "$pid"
told STOPPING=1
until_true test -e "$dir/removed" || fail "it is not removed"
