# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d leaves alone what someone is attached to, and says so when there is nothing.
# modules: tick

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
