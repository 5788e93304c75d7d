# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whether a script takes input, or has a status, shows when its probes run.

sim <<<'print 0 hello\n'
relay -i
expect_status 1
expect_err "^ERROR: Module $NAME takes no input \(-i\)"
expect_removed
