# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Killed in the end probes.

kill_it() { kill -KILL "$relay_pid"; }
leaves kill_it 2>/dev/null
expect_err "^WARNING: stapio was killed: removing module $NAME\.$"
