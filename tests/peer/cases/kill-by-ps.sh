# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# kill -9 of whatever ps shows with stapio in it.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
line 'ps -ef | grep -w stapio | grep -v grep | awk "{ print \$1 }" | xargs kill -9'
ends
soon '! pidof stapio staprun >/dev/null'
