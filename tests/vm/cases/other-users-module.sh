# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who does not own a module does not get at it, and is told.
# modules: tick bulk

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

# Nor does root, who may, get the files of its CPUs where it happens to be.
run as dev "$STAPRUN" -L bulk.ko
is 0
run "$STAPRUN" -A bulk
is 1
stderr_has 'ERROR: Module bulk writes a file for each CPU (stap -b): say where with -o.'
loaded bulk
run as dev "$STAPRUN" -d bulk
is 0
