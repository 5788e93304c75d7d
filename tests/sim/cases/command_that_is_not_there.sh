# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that can't be executed is an error with its cause, and the module goes.

sim </dev/null
relay -c "$dir/no-such-command"
expect_status 1
expect_err '^ERROR: .*No such file or directory'
expect_removed
