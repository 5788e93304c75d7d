# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# kill -9 of whatever is called stapio.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
line 'kill -9 $(pidof stapio)'
ends
soon '! pidof stapio staprun >/dev/null'
