# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -L leaves a module running, -A takes up what it recorded, QUIT leaves it again, -d removes it.
# modules: tick

run "$STAPRUN" -L tick.ko
is 0
stdout_is ''
stderr_is "$(printf '\nDisconnecting from systemtap module.\nTo reconnect, type "staprun -A tick"')"
loaded tick

start "$STAPRUN" -A tick
wait_until 'more_than 2'
finish QUIT
is 0
stdout_has 'tick 1'
stderr_has 'To reconnect, type "staprun -A tick"'
loaded tick

start "$STAPRUN" -A tick
wait_until 'more_than 2'
finish INT
is 0
stdout_has end
not_loaded tick
