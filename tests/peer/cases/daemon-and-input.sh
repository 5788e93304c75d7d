# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -i.
# modules: input

it -D -i -o out "$modules/input.ko"
soon '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
hide "$daemon" DAEMON
goes_on 1 out
kill -TERM "$daemon"
soon 'unloaded input'
