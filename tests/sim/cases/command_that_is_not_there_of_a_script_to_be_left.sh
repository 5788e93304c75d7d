# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command that is not there of a script to be left.

sim <<<'print 0 never\n'
relay -L -c "$dir/no-such-command"
expect_status 1
expect_err '^ERROR: .*No such file or directory'
expect_removed
