# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x sets the target of the script, -c sets it to the command.
# modules: target

run "$STAPRUN" -x 1 target.ko
is 0
stdout_is 'target 1'

run "$STAPRUN" target.ko
is 0
stdout_is 'target 0'

run "$STAPRUN" -c 'sh -c "echo pid \$\$"' target.ko
is 0
pid=$(sed -n 's/^pid //p' "$captured/stdout")
true_that '((pid > 0))'
stdout_has "target $pid"
