# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# As much as the module prints: bounded memory, no loss.
# sizes: 80x24

monitor <<<'burst 0-1 100000 60-100 20000'
order 0 1 2 3 4 5
local kb=0 now pid
pid=$(stapio_pid)
for ((i = 0; i < 20; i++)); do
	now=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status")
	((now > kb)) && kb=$now
	sleep 0.1
done
((kb < 65536)) || fail "$kb kB resident"
keys h && shows 'Any key goes back.'
keys h q && restored && shows 'status 0'
