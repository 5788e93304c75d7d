# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d leaves alone what someone is attached to, and says so when there is nothing.
# modules: hello tick

run "$STAPRUN" -d tick
true_that '((status != 0))'
stderr_has "ERROR: 'tick' is not a zombie systemtap module."

start "$STAPRUN" tick.ko
wait_until 'more_than 0'
run "$STAPRUN" -d tick
true_that '((status != 0))'
stderr_has "ERROR: 'tick' is not a zombie systemtap module."
loaded tick
finish INT
is 0
# Two names in one are none.
run "$STAPRUN" -L hello.ko
run "$STAPRUN" -L tick.ko
for names in 'hello tick' 'tick hello' ' hello' 'hello '; do
	run "$STAPRUN" -d "$names"
	is 1
	stderr_has "ERROR: '$names' is not a zombie systemtap module."
	stderr_has 'That is no name of a module'
done
run "$STAPRUN" -d '*'
is 0
not_loaded hello
not_loaded tick
