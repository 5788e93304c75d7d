# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# USR1 while a script runs.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
kill -USR1 "$bg"
running '[[ -s $captured/bg-stderr ]]'
ends INT
