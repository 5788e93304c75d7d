# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# tcpdive: in the background with -S, a word of the script's with a comma in it, and found again by ps to be ended.
# modules: ports

it -D -S 500,20 -o log "$modules/ports.ko" port_str="80,8080"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 2 log.0
shows 'head -n 1 log.0'
line 'ps | grep stapio | grep -v grep | awk "{ print \$1 }" | xargs kill'
soon 'unloaded ports'
rm -f log.*
