# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D: the number of the process, its name, and its end.
# modules: tick

it -D -o out "$modules/tick.ko"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 2 out
shows 'cat /proc/$daemon/comm'
kill -TERM "$daemon"
soon 'unloaded tick'
