# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGKILL of all that is in the unit's group leaves nothing loaded, and is a failure: it is started again, where that is
# wished.
# modules: tick
. /suite/unit.sh

served tick
changed Restart=no
run systemctl start staprun@tick
is 0
wait_until '[[ $(journal -u staprun@tick) == *"tick 3"* ]]'
run systemctl kill -s KILL staprun@tick
is 0
wait_until '[[ $(of tick ActiveState) == failed ]]'
gone tick
true_that '[[ $(journal -u staprun@tick) != *ERROR* ]]'

# stapio alone: its keeper and what the unit does behind it are not in each other's way.
run systemctl start staprun@tick
is 0
run kill -KILL "$(of tick MainPID)"
wait_until '[[ $(of tick ActiveState) == failed ]]'
gone tick
true_that '[[ $(journal -u staprun@tick) != *ERROR* ]]'

changed Restart=on-failure
run systemctl start staprun@tick
is 0
first=$(of tick MainPID)
run systemctl kill -s KILL staprun@tick
wait_until '[[ $(of tick ActiveState) == active && $(of tick MainPID) != "$first" ]] && is_loaded tick'
