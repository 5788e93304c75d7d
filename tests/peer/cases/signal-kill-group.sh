# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# KILL of the whole process group.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
kill -KILL -- "-$bg"
ends
soon '! pidof stapio staprun >/dev/null'
