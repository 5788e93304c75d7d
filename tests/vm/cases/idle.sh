# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When nothing is printed nothing wakes up: no context switch of any thread in three seconds. Of a module of 4.4, which has
# to be asked, there are no more than with its own staprun.
# cpus: 2
# modules: idle

switches() { cat /proc/"$bg"/task/*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'; }

# in_three_seconds: as $count
in_three_seconds() {
	before=$(switches)
	pause 3
	count=$(($(switches) - before))
}

if [[ $old ]]; then
	for program in "$STAPRUN" /usr/bin/staprun; do
		start "$program" idle.ko
		wait_until '[[ $(<"$bg_stdout") == started ]]'
		in_three_seconds
		finish INT
		is 0
		counts+=("$count")
	done
	echo "measured: ${counts[0]} context switches in 3 s, with its own staprun ${counts[1]}"
	true_that '((counts[0] <= counts[1]))'
	exit 0
fi

start "$STAPRUN" idle.ko
wait_until '[[ $(<"$bg_stdout") == started ]]'
# Whatever follows from the start is over when the count stands still.
before=$(switches) settled=
wait_until 'settled=$before; pause 1; before=$(switches); ((before == settled))'
in_three_seconds
((count == 0)) || fail "$count context switches in 3 s of nothing"
finish INT
is 0
