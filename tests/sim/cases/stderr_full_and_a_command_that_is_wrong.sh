# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard error that takes nothing does not hold up who has a command of -c refused.

sim <<<'print 0 never\n'
full
relay -c 'echo "'
expect_status 1
(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
expect_removed
