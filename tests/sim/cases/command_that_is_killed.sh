# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The signal that ended a command is told, and the status of the session is 1.

sim </dev/null
relay -c "sh -c 'kill -KILL \$\$'"
expect_status 1
expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
expect_removed
