# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who looks for stapio finds one process, the one whose number -D printed.
# modules: tick

it -D -o out "$modules/tick.ko"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 1 out
shows 'pidof stapio'
shows 'ps | grep -w stapio | grep -v grep | wc -l'
line 'kill "$(pidof stapio)"'
soon 'unloaded tick'
