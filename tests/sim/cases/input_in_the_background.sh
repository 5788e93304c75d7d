# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D -i: a session in the background feeds the script the caller's standard input.

sim -i <<<'print 0 hello\n'
printf 'for the script\n' >"$dir/input"
stdin=$dir/input relay -D -i -o file
expect_status 0
until_true grep -qx 'for the script' "$dir/sim/stdin" || fail "no input"
kill -INT "$(cat "$dir/out")"
until_true test -s "$dir/removed" || fail "removal was not asked for"
