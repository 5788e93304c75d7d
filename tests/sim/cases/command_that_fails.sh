# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command that fails.

sim </dev/null
relay -c "sh -c 'exit 3'"
expect_status 1
expect_err '^WARNING: Child process exited with status 3$'
expect_removed
