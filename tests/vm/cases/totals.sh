# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -v and USR1 print what was relayed; nothing is said about a good run otherwise.
# modules: hello tick

run "$STAPRUN" hello.ko
is 0
stderr_is ''
run "$STAPRUN" -v hello.ko
is 0
stdout_is 'Hello World!'
stderr_has '1 messages, 13 bytes'
start "$STAPRUN" tick.ko
wait_until 'more_than 1'
kill -USR1 "$bg"
wait_until 'grep -q "messages, .* bytes, .* reads, .* wake-ups" "$bg_stderr"'
finish INT
is 0
