# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# systemctl start is back when the probes run; what the script prints is in the journal; stop has the end probes run, and
# nothing of that is a warning.
# modules: tick
. /suite/unit.sh

served tick
run systemctl start staprun@tick
is 0
loaded tick
run "$STAPRUN" --list
stdout_has tick
true_that '[[ $(of tick MainPID) == $(pidof stapio) ]]'
wait_until '[[ $(journal -u staprun@tick) == *"tick 3"* ]]'
wait_until '[[ $(of tick StatusText) ]]'
run systemctl stop staprun@tick
is 0
not_loaded tick
true_that '[[ $(of tick Result) == success && $(of tick ActiveState) == inactive ]]'
wait_until '[[ $(journal -u staprun@tick) == *end* ]]'
true_that '[[ ! $(journal -u staprun@tick -p warning) ]]'
