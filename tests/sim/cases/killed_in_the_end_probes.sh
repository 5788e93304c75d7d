# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SIGKILL during the end probes: the module is removed when they are done, and that is said.

kill_it() { kill -KILL "$relay_pid"; }
leaves kill_it 2>/dev/null
expect_err "^WARNING: stapio was killed: removing module $NAME\.$"
