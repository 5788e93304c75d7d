# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command that is not there.

sim </dev/null
relay -c "$dir/no-such-command"
expect_status 1
expect_err '^ERROR: .*No such file or directory'
expect_removed
