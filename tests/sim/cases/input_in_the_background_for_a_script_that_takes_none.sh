# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D -i of a script that takes no input is an error of the caller's: no pid, status 1.

sim <<<'print 0 hello\n'
relay -D -i -o file
expect_status 1
[[ ! -s $dir/out ]] || fail "it said a pid"
expect_err "^ERROR: Module $NAME takes no input \(-i\)"
expect_removed
