# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x of a process that there is not is an error, and nothing runs.

# In a container pids are not the kernel's: what is missing there is not known to be missing.
in_a_container() { [[ $(stat -Lc %i /proc/self/ns/pid) != 4026531836 ]]; }

if in_a_container; then exit 0; fi
local pid
pid=$(no_process)
sim <<<'print 0 never\n'
relay -x "$pid"
expect_status 1
expect_err "^ERROR: There is no process $pid for the script to look at"
(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
