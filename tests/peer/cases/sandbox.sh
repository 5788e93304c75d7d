# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A sandbox waits on standard error for the line that probes run, then has the malware run, and ends it by SIGKILL.
# modules: tick

begin -vv -x 1 -o stap.log "$modules/tick.ko"
running 'grep -q "systemtap_module_init() returned 0" "$captured/bg-stderr"'
shows 'grep -c "systemtap_module_init() returned 0" "$captured/bg-stderr"'
shows 'grep -c "Module tick inserted from file .*/tick\.ko$" "$captured/bg-stderr"'
goes_on 2 stap.log
: >"$captured/bg-stderr"
ends KILL
soon '! pidof stapio staprun >/dev/null'
rm stap.log
