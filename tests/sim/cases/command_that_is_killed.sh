# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command that is killed.

sim </dev/null
relay -c "sh -c 'kill -KILL \$\$'"
expect_status 1
expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
expect_removed
