# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The whole group gets the signal, the command of -c and what it started, too.

sim <<<"print 0 hello\n"$'\non exit\nprint 1 end\n'
set -m
relay_start -c "sh -c 'sleep 61; true'"
set +m
until_true test -s "$dir/out" || fail "nothing comes"
kill -TERM -- "-$relay_pid"
relay_wait
expect_stream "$dir/out"
expect_removed
