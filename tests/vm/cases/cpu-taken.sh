# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # they are looked at later
#
# A CPU that a real-time task keeps: what is read there can't be read meanwhile. Where nothing is, the output of the others
# goes on; where something is, it waits for that and for no more, the others are read on, and who asks is told which CPU it
# is and for how long.
# modules: where

module=/proc/systemtap/where
echo -1 >/proc/sys/kernel/sched_rt_runtime_us
trap '! running $taker || kill $taker; echo 950000 >/proc/sys/kernel/sched_rt_runtime_us' EXIT

# take [print]: from here on a task keeps CPU 1, which prints first; and this shell is elsewhere
taskset -p 1 $$ >/dev/null
take() {
	rm -f taken
	/suite/taker 1 taken ${1:+$module/where} &
	taker=$!
	wait_until '[[ -e taken ]]'
}
give_back() { kill "$taker" && ! wait "$taker"; }
print() { for ((i = 0; i < $1; i++)); do read -r _ <$module/where; done; }
on_0() { grep -cx 'on CPU 0' "$bg_stdout"; }

start taskset 3 "$STAPRUN" -v where.ko
wait_until 'grep -q begin "$bg_stdout"'
take
print 5
wait_until '(($(on_0) == 5))'
give_back

# Its reader has never run there, or rests there: both are tried.
for turn in 1 2; do
	: >"$bg_stderr"
	take print
	print 20
	wait_until 'kill -USR1 $bg; grep -qE "^CPU 1 was busy: what it printed was read up to [0-9]{3,} ms late" "$bg_stderr"'
	true_that 'running $taker'
	true_that '(($(on_0) == 5 + 20 * (turn - 1)))'
	give_back
	wait_until '(($(on_0) == 5 + 20 * turn))'
done
awk 'NR == 7 || NR == 28 { if ($0 != "on CPU 1") exit 1; next } NR > 1 && $0 != "on CPU 0" { exit 1 }' "$bg_stdout" || fail 'the order is not right'

finish INT
is 0
true_that '(($(lines "$captured/stdout") == 48))'
