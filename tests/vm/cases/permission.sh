# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who is in no group that may load this module is refused: status 255, and why.
# modules: hello

chmod 644 hello.ko
for user in usr sys; do
	run as "$user" "$STAPRUN" hello.ko
	is 255
	stdout_is ''
	stderr_has '/systemtap'
	stderr_has 'Unable to verify the signature for the module'
	not_loaded hello
done
run as plain "$STAPRUN" hello.ko
true_that '((status != 0))'
not_loaded hello

run as dev "$STAPRUN" hello.ko
is 0
stdout_is 'Hello World!'
