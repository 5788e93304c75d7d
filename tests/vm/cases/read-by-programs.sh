# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Lines that programs wait for or search for: at the level of -v that they ask for, on standard error.
# modules: hello tick

# Sandboxes start it like this, wait for the last of these lines, and kill it.
start "$STAPRUN" -vv -x 1 -o stap.log tick.ko
wait_until 'grep -q "systemtap_module_init() returned 0" "$bg_stderr"'
true_that 'grep -q "Module tick inserted from file $PWD/tick.ko\$" "$bg_stderr"'
wait_until 'grep -q "^tick 1$" stap.log'
finish INT
is 0

# Their guides have people look for this one.
run "$STAPRUN" -v hello.ko
is 0
stderr_has "Module hello inserted from file $PWD/hello.ko"
stderr_lacks 'module options'
stderr_lacks 'systemtap_module_init'
run "$STAPRUN" -v -R -b1 hello.ko
is 0
stderr_has "inserted from file $PWD/hello.ko"

# SystemTap's own test of -b searches for this one.
run "$STAPRUN" -v -v -b 1 hello.ko unused=2
is 0
stderr_has 'module options: _stp_bufsize=1'

# And without -v nothing.
run "$STAPRUN" hello.ko
is 0
stderr_is ''
