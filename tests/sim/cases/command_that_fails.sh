# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The status of a command that failed is told, and that of the session is 1.

sim </dev/null
relay -c "sh -c 'exit 3'"
expect_status 1
expect_err '^WARNING: Child process exited with status 3$'
expect_removed
