# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that names a variable which is not set is refused, as what it would do is not what was meant.

sim <<<'print 0 never\n'
relay -c 'rm -rf $NO_SUCH_VARIABLE/x'
refused '^ERROR: A variable in -c .* is not set\.$'
