# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# ^C at a terminal reaches the command of -c, and ends the session in order.
# modules: tick

start "$STAPRUN" -c 'sh -c "echo pid \$\$; exec sleep 1000"' tick.ko
wait_until 'grep -q "^tick" "$bg_stdout" && grep -q "^pid" "$bg_stdout"'
command=$(sed -n 's/^pid //p' "$bg_stdout")
running "$command" || fail 'there is no command'
kill -INT -- "-$bg" # the process group, as a terminal does
finish
stdout_has end
not_loaded tick
wait_until '! running "$command"'
