# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -i with a script that takes no input: that is said once, and the script runs.
# modules: tick

run "$STAPRUN" -i -c 'sleep 1' tick.ko
is 0
stdout_has 'tick 1'
true_that '[[ $(grep -c __stdin "$captured/stderr") == 1 ]]'
not_loaded tick
