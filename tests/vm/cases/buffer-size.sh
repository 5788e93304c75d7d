# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -b takes megabytes from 1 to 4095.
# modules: hello

for size in 0 4096 -1; do
	run "$STAPRUN" -b "$size" hello.ko
	is 1
	stderr_has "ERROR: Invalid buffer size '$size' (should be 1-4095)."
	not_loaded hello
done
run "$STAPRUN" -b abc hello.ko
is 1
stderr_has '(should be 1-4095).'
run "$STAPRUN" -b 1 hello.ko
is 0
stdout_is 'Hello World!'
