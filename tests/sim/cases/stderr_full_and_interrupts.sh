# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A session in the background whose standard error no one reads ends when it is interrupted.

sim <<<"print 0 hello\n"
full
relay_start -v -D -o file # whose parent waits, too
relay_wait
expect_status 0
pid=$(cat "$dir/out")
kill -INT "$pid"
until_true test -s "$dir/removed" || fail "the module stays"
