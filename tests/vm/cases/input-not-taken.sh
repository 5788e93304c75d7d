# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -i with a script that takes no input: what is asked for and can't be had is an error, said once, and nothing stays.
# modules: tick

run "$STAPRUN" -i -c 'sleep 1' tick.ko
is 1
stderr_has 'ERROR: Module tick takes no input (-i)'
true_that '[[ $(grep -c "takes no input" "$captured/stderr") == 1 ]]'
not_loaded tick
