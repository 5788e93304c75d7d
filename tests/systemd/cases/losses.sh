# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Output that was lost is what journalctl -p warning finds, and all that it finds.
# modules: flood
. /suite/unit.sh

served flood '-b 1 -o flood'
run systemctl start staprun@flood
is 0
wait_until '[[ -s /var/log/staprun/flood ]]'
true_that '[[ ! $(journal -u staprun@flood -p warning) ]]'
# No one reads for thirty turns of half a megabyte each.
kill -STOP "$(of flood MainPID)"
pause 3
kill -CONT "$(of flood MainPID)"
run systemctl stop staprun@flood
is 0
wait_until '[[ $(journal -u staprun@flood -p warning) == *lost* ]]'
true_that '[[ $(journal -u staprun@flood -p err) == "" ]]'
