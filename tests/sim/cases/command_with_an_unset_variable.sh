# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command with an unset variable.

sim <<<'print 0 never\n'
relay -c 'rm -rf $NO_SUCH_VARIABLE/x'
refused '^ERROR: A variable in -c .* is not set\.$'
