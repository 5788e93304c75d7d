# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The background process is killed.
# modules: tick

it -D -o out "$modules/tick.ko"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 2 out
kill -KILL "$daemon"
soon '! pidof stapio staprun >/dev/null'
