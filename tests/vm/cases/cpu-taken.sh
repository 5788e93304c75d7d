# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # they are looked at later
#
# A CPU that a real-time task keeps: what was printed there can't be read meanwhile. Where nothing was, the output of the
# others goes on; where something was, it waits for that and for no more, the others are read on, and who asks is told which CPU
# it is and for how long.
# cpus: 2
# modules: where

[[ ! $old ]] || exit 0 # these have one buffer for all CPUs

module=/proc/systemtap/where taker=''
echo -1 >/proc/sys/kernel/sched_rt_runtime_us
# Since Linux 6.12 others have 50 ms of each second all the same.
fair=/sys/kernel/debug/sched/fair_server/cpu1/runtime
[[ ! -e $fair ]] || echo 0 >$fair
trap '[[ ! $taker ]] || kill $taker; echo 950000 >/proc/sys/kernel/sched_rt_runtime_us; [[ ! -e $fair ]] || echo 50000000 >$fair' EXIT
taskset -p 1 $$ >/dev/null

# take [print]: from here on a task keeps CPU 1, which prints first
take() {
	rm -f taken
	/suite/taker 1 taken ${1:+$module/where} &
	taker=$!
	wait_until '[[ -e taken ]]'
}
give_back() { kill "$taker" && ! wait "$taker" && taker=''; }
print() { for ((i = 0; i < $1; i++)); do read -r _ <$module/where; done; }
on_0() { grep -cx 'on CPU 0' "$bg_stdout"; }
repeat() { for ((i = 0; i < $1; i++)); do echo "$2"; done; }

# The reader of CPU 1 has never run there, or rests there. All is begun on CPU 0, as it is where CPU 1 is isolated: a module
# wakes readers by a timer of the CPU on which it was loaded, and the kernel's timers do not run where a task like this
# one leaves no time for ksoftirqd.
for had_printed in 0 1; do
	start "$STAPRUN" -v where.ko
	wait_until 'grep -q begin "$bg_stdout"'
	if ((had_printed)); then
		taskset 2 cat $module/where >/dev/null
		wait_until 'grep -qx "on CPU 1" "$bg_stdout"'
	fi
	take
	print 5
	wait_until '(($(on_0) == 5))'
	give_back

	take print
	print 20
	wait_until 'kill -USR1 $bg; grep -qE "^CPU 1 was busy: what it printed was read up to [0-9]{3,} ms late" "$bg_stderr"'
	true_that '(($(on_0) == 5))'
	true_that 'running $taker'
	give_back
	wait_until '(($(on_0) == 25))'
	finish INT
	is 0
	stdout_is "$(echo begin; repeat $had_printed 'on CPU 1'; repeat 5 'on CPU 0'; echo 'on CPU 1'; repeat 20 'on CPU 0')"
	stderr_has 'CPU 1 was busy'
done
