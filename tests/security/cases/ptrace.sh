# SPDX-License-Identifier: GPL-2.0-or-later
# The caller can't look into the process that has privilege, nor into the one that had.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
seen=0 opened=0
for ((i = 0; i < 15; i++)); do
	start as dev "$STAPRUN" tick.ko
	for ((j = 0; j < 10; j++)); do
		for pid in $(pidof staprun); do
			seen=$((seen + 1))
			as dev bash -c "exec 3<>/proc/$pid/mem" 2>/dev/null && opened=$((opened + 1))
			as dev bash -c "ls /proc/$pid/fd/ >/dev/null" 2>/dev/null && opened=$((opened + 1))
		done
	done
	finish TERM
done
true_that "(($seen > 0 && $opened == 0))"
