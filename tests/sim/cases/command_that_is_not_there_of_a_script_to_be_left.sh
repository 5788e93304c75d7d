# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -L, too, a command that can't be executed is an error: the module is not left.

sim <<<'print 0 never\n'
relay -L -c "$dir/no-such-command"
expect_status 1
expect_err '^ERROR: .*No such file or directory'
expect_removed
