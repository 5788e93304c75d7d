# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Input in the background for a script that takes none.

sim <<<'print 0 hello\n'
relay -D -i -o file
expect_status 1
[[ ! -s $dir/out ]] || fail "it said a pid"
expect_err "^ERROR: Module $NAME takes no input \(-i\)"
expect_removed
