# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that is only blanks is refused before anything runs.

sim <<<'print 0 never\n'
relay -c ' '
refused "^ERROR: There is no command in -c ' '\.$"
