# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# KILL of a process that is attached to a module.
# modules: tick

it -L "$modules/tick.ko"
begin -A tick
goes_on 1
ends KILL
soon '! pidof stapio staprun >/dev/null'
