# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The caller can't look into the process that has privilege, nor into the one that had.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
seen=0
# look PID: opens what shows its memory and its files, for as long as it is staprun and not yet stapio
look() {
	as dev bash -c "exec 3</proc/$1/mem || ls /proc/$1/fd/ || ls /proc/$1/map_files/" >/dev/null 2>&1 &&
		[[ $(cat "/proc/$1/comm" 2>/dev/null) == staprun ]] && fail "could look into staprun"
	seen=$((seen + 1))
}
for ((i = 0; i < 5; i++)); do
	start as dev "$STAPRUN" tick.ko
	for ((j = 0; j < 10; j++)); do
		for pid in $(pidof staprun); do look "$pid"; done
	done
	wait_until '[[ -n $(pidof stapio) ]]'
	finish TERM
	not_loaded tick
done
true_that "(($seen > 0))"
