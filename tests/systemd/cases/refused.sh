# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What can't be loaded fails with the reason in the journal, and is not tried for ever; a module of that name that someone
# else has loaded stays his.
# modules: tick
. /suite/unit.sh

served tick
changed Restart=no
run "$STAPRUN" -L tick.ko
is 0
run systemctl start staprun@tick
wait_until '[[ $(of tick ActiveState) == failed ]]'
wait_until '[[ $(journal -u staprun@tick) == *"File exists"* ]]'
loaded tick
run "$STAPRUN" -d tick
is 0
not_loaded tick

systemctl reset-failed
changed RestartSec=0
rm "$folder/tick.ko"
run systemctl start staprun@tick
wait_until '[[ $(of tick ActiveState) == failed ]]'
wait_until '[[ $(journal -u staprun@tick) == *"tick.ko"*"No such file or directory"* ]]'
true_that '(($(of tick NRestarts) < 10))'
