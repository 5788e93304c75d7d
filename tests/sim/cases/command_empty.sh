# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command empty.

sim <<<'print 0 never\n'
relay -c ' '
refused "^ERROR: There is no command in -c ' '\.$"
