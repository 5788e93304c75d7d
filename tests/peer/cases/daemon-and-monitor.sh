# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -M.
# modules: tick

it -D -M 1 -o out "$modules/tick.ko"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 2 out
kill -TERM "$daemon"
soon 'unloaded tick'
