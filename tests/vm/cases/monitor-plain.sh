# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -M without a terminal: the output as ever, and each period a line of status on standard error.
# modules: monitor tick

start as dev "$STAPRUN" -M 1 monitor.ko
wait_until 'more_than 2 "$bg_stderr"'
finish INT
is 0
stdout_has 'tick 1'
stdout_has end
stderr_has 'monitor up 00:00:'
stderr_has '1 of 1 probes on'
true_that '[[ $(tail -n 1 "$captured/stderr") =~ ,\ ([0-9]+)\ hits,\ n\ ([0-9]+)$ && ${BASH_REMATCH[1]} == "${BASH_REMATCH[2]}" ]]'
not_loaded monitor

# A module that was not made for it.
run "$STAPRUN" -M 1 -c 'sleep 3' tick.ko
is 1
stderr_is 'ERROR: Module tick has no status to show (-M): compile its script with stap --monitor.'
not_loaded tick
