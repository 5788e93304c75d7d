# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# INT, TERM and HUP end a run: its end probes run, the module goes, status 0.
# modules: tick

for signal in INT TERM HUP; do
	start "$STAPRUN" tick.ko
	wait_until 'more_than 0'
	finish "$signal"
	is 0
	stdout_has end
	not_loaded tick
done
