# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c runs a command; when it ends the run ends, and its status is told.
# modules: hello tick

run "$STAPRUN" -c 'true' tick.ko
is 0
stdout_has end
not_loaded tick

run "$STAPRUN" -c 'echo "two  words" one' tick.ko
is 0
stdout_has 'two  words one'

run "$STAPRUN" -c 'sh -c "exit 3"' tick.ko
is 1
stderr_has 'WARNING: Child process exited with status 3'

run "$STAPRUN" -c "sh -c 'kill -9 \$\$'" tick.ko
is 1
stderr_has 'WARNING: Child process exited with signal 9 (Killed)'

run "$STAPRUN" tick.ko -c true
is 0
