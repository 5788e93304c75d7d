# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Killed while a CPU is taken for good: stapio is gone, and its module removed, as soon as the kernel lets the thread that reads
# there end: soon where real-time processes have to leave some time to others, as is usual; else, before Linux 6.12, when the CPU is
# free.
# cpus: 2
# modules: where

own=/proc/sys/kernel/sched_rt_runtime_us
usual=$(<"$own")
taker=
trap 'echo "$usual" >"$own"; kill -KILL $taker' EXIT
taskset -p 1 $$ >/dev/null

# kill_while_taken: stapio, while CPU 1 is kept by a real-time task
kill_while_taken() {
	start "$STAPRUN" where.ko
	wait_until 'grep -q begin "$bg_stdout"'
	taskset 2 cat /proc/systemtap/where/where >/dev/null
	wait_until 'grep -q "on CPU 1" "$bg_stdout"'
	rm -f taken
	/suite/taker 1 taken &
	taker=$!
	wait_until '[[ -e taken ]]'
	kill -KILL "$bg"
}

# Where there is a buffer for all CPUs no thread is bound to one.
[[ ! $old ]] || exit 0
kill_while_taken
gone where
true_that 'running $taker'
kill -KILL $taker
echo -1 >"$own"
kill_while_taken
wait_until '! running $bg' # the process; a thread of it may be left
kill -KILL $taker
gone where
finish
stderr_is 'WARNING: stapio was killed: removing module where.'
