# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# KILL of the process that was started.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
ends KILL
soon '! pidof stapio staprun >/dev/null'
