# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command with a quote too few is refused in one line, before anything runs.

sim <<<'print 0 never\n'
relay -c 'echo "'
refused '^ERROR: wordexp: syntax error \(unmatched quotes\?\) in -c COMMAND$'
(($(wc -l <"$dir/err") == 1)) || fail "it said more"
