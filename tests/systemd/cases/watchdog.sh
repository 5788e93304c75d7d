# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The service says that it lives; one that does not any more is ended and started again, and what it had loaded is gone.
# modules: tick
. /suite/unit.sh

served tick
changed WatchdogSec=8 Restart=no
run systemctl start staprun@tick
is 0
for _ in 1 2; do
	heard=$(of tick WatchdogTimestampMonotonic)
	wait_until '[[ $(of tick WatchdogTimestampMonotonic) != "$heard" ]]'
done
run kill -STOP "$(of tick MainPID)"
wait_until '[[ $(of tick ActiveState) == failed ]]' 120
true_that '[[ $(of tick Result) == watchdog ]]'
gone tick

changed WatchdogSec=8
run systemctl start staprun@tick
is 0
first=$(of tick MainPID)
run kill -STOP "$first"
wait_until '[[ $(of tick ActiveState) == active && $(of tick MainPID) != "$first" ]] && is_loaded tick' 120
wait_until '[[ $(journal -u staprun@tick) == *end* || $(journal -u staprun@tick) == *"tick 2"* ]]'
run systemctl stop staprun@tick
is 0
not_loaded tick
