# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that is named without a folder is in /var/log/staprun, and what an earlier run wrote stays: -S goes on behind it.
# modules: tick
. /suite/unit.sh

served tick '-o ticks -S 1,10'
for n in 0 1 2; do
	run systemctl restart staprun@tick
	is 0
	wait_until "[[ -s /var/log/staprun/ticks.$n ]]"
done
run systemctl stop staprun@tick
is 0
for n in 0 1 2; do file_has "/var/log/staprun/ticks.$n" 'tick 1'; done
file_has /var/log/staprun/ticks.2 end
true_that '[[ $(stat -c %a /var/log/staprun) == 750 ]]'
