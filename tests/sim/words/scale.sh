# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words for cases of machines of many CPUs.

# own_memory PID: kB of memory that only it has. (How much of the libraries' is mapped, too, is the kernel's affair.)
own_memory() { awk '$1 == "Anonymous:" { print $2 }' "/proc/$1/smaps_rollup"; }

threads() { find "/proc/$1/task" -mindepth 1 -maxdepth 1 | wc -l; }

# expect_small WHAT VALUE MAX
expect_small() { (($2 <= $3)) || fail "$1: $2, not at most $3"; }

# ten_of CPUS: ten of so many CPUs print, and only for those there are threads and memory; then nothing wakes
ten_of() {
	local each=$(($1 / 10)) cpus='' i
	for ((i = 0; i < 10; i++)); do cpus+=${cpus:+,}$((i * each)); done
	sim -c "0-$(($1 - 1))" <<<"print 0 hello\n"
	ulimit -Sn 1024 # as it mostly is
	relay_start
	event started.0
	tell "burst $cpus 100 20-100 1000" drained
	sleep 0.5
	# A sanitizer has memory and threads of its own, valgrind anything, and what counts its lines memory.
	((slow || larger)) || expect_small "kB of its own while ten print" "$(own_memory "$relay_pid")" 8000
	((slow)) || expect_small "threads while ten print" "$(threads "$relay_pid")" 14
	sleeps_for 2
}
