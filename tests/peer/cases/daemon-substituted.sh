# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D in a command substitution: it returns.
# modules: marks

line 'timeout 20 bash -c '"'"'pid=$("$STAPRUN" -D -o out "$modules/marks.ko" 2>&1) && echo "$pid" >pid'"'"
daemon=$(<pid)
hide "$daemon" DAEMON
kill -TERM "$daemon"
soon 'unloaded marks'
