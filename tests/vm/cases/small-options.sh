# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -u is accepted, -N and -T change nothing that a script that needs neither would see.
# modules: hello pid

run "$STAPRUN" -u hello.ko
is 0
stdout_is 'Hello World!'
run "$STAPRUN" -u/no/such/uprobes.ko hello.ko
is 0
stdout_is 'Hello World!'
run "$STAPRUN" -T 1000 hello.ko
is 0
stdout_is 'Hello World!'
run "$STAPRUN" -N 1 hello.ko
is 0
stdout_is 'Hello World!'

# A process that is not there is an error, and nothing runs.
run "$STAPRUN" -N 999999 hello.ko
is 1
stderr_is "Failed to open file '/proc/999999/ns/mnt': No such file or directory"
stdout_is ''
run "$STAPRUN" -x 999999 hello.ko
is 1
stderr_has 'There is no process 999999'
stdout_is ''
not_loaded hello

# The process that the shell started is the one that relays.
start "$STAPRUN" pid.ko
finish
is 0
stdout_is "$bg"
