# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the C library's wordexp() does not take is a shell's: a semicolon, say.

sim </dev/null
relay -c "echo one >$dir/one; echo two >$dir/two"
expect_status 0
[[ $(cat "$dir/one" "$dir/two") == $'one\ntwo' ]] || fail "a shell did not run it"
