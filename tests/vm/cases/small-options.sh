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

# The process that the shell started is the one that relays.
start "$STAPRUN" pid.ko
finish
is 0
stdout_is "$bg"
