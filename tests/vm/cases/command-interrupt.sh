# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# ^C at a terminal reaches the command of -c, and ends the session in order.
# modules: tick

start "$STAPRUN" -c 'sleep 1000' tick.ko
wait_until '(($(lines "$bg_stdout") > 0))'
command=$(pgrep -P "$bg" sleep)
kill -INT -- "-$bg" # the process group, as a terminal does
finish
stdout_has end
not_loaded tick
wait_until '! running "$command"'
