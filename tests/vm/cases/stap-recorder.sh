# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What "stap -F" does: who waits for all that staprun prints, as a shell does for $(...), is not kept waiting by what
# goes on in the background; and what a script prints before someone attaches is for the one who does, however quiet the
# script is from then on.
# modules: marks

run timeout 300 bash -c 'pid=$("$STAPRUN" -D -o out marks.ko 2>&1) && echo "$pid"'
is 0
daemon=$(<"$captured/stdout")
true_that 'running "$daemon"'
kill -TERM "$daemon"
wait_until '! running "$daemon" && ! is_loaded marks'

run timeout 300 bash -c 'said=$("$STAPRUN" -L marks.ko 2>&1) && echo "$said"'
is 0
stdout_is "$(printf '\nDisconnecting from systemtap module.\nTo reconnect, type "staprun -A marks"')"
loaded marks
start "$STAPRUN" -A marks
wait_until '[[ $(<"$bg_stdout") == begin ]]'
finish TERM
is 0
stdout_is "$(printf 'begin\nend')"
not_loaded marks
