# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command unbalanced.

sim <<<'print 0 never\n'
relay -c 'echo "'
refused '^ERROR: wordexp: syntax error \(unmatched quotes\?\) in -c COMMAND$'
(($(wc -l <"$dir/err") == 1)) || fail "it said more"
