# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -i, of a script that takes no input.
# modules: tick

it -D -i -o out "$modules/tick.ko"
soon '[[ -s $captured/stdout ]] || unloaded tick'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
[[ ! $daemon ]] || kill -TERM "$daemon"
soon 'unloaded tick'
rm out
