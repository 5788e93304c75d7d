# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who does not own a module does not get at it, and is told.
# modules: tick

run "$STAPRUN" -L tick.ko
is 0
run as dev "$STAPRUN" -A tick
true_that '((status != 0))'
true_that '[[ -s $captured/stderr ]]'
run as dev "$STAPRUN" -d tick
true_that '((status != 0))'
loaded tick
run "$STAPRUN" -d tick
is 0
