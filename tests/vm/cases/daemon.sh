# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D goes into the background and prints the process that TERM ends.
# modules: tick

run "$STAPRUN" -D -o out tick.ko
is 0
wait_until '[[ -s $captured/stdout ]]'
daemon=$(<"$captured/stdout")
[[ $daemon =~ ^[0-9]+$ ]] || fail "it is not a process number: $daemon"
[[ $(<"/proc/$daemon/comm") == stapio ]] || fail "$daemon is not stapio"
wait_until '[[ -e out ]] && more_than 1 out'
kill -TERM "$daemon"
wait_until '! running "$daemon" && ! is_loaded tick'
file_has out end
