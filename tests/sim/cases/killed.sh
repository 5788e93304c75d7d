# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# However stapio dies, its module is removed.

sim <<<"print 0 hello\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -KILL "$relay_pid"
wait "$relay_pid"
until_true test -s "$dir/removed" || fail "the module stays loaded"
expect_removed
