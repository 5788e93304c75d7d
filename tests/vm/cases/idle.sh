# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When nothing is printed nothing wakes up: no context switch of any thread in three seconds.
# modules: idle

switches() { cat /proc/"$bg"/task/*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'; }

start "$STAPRUN" idle.ko
wait_until '[[ $(<"$bg_stdout") == started ]]'
# Whatever follows from the start is over when the count stands still.
before=$(switches) settled=
wait_until 'settled=$before; read -rt 1 <> <(:); before=$(switches); ((before == settled))'
read -rt 3 <> <(:)
after=$(switches)
((after == before)) || fail "$((after - before)) context switches in 3 s of nothing"
finish INT
is 0
