# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What poll does not tell of is shown in time all the same: it is not the end that brings it out.

sim -4 -r <<<"print 0 first\n"
relay_start
until_true grep -qx first "$dir/out" || fail "nothing comes"
tell "print 1 no newline:"
until_true grep -qx 'no newline:' "$dir/out" || fail "the begin of a line does not come"
tell "burst 0-1 3000 20-300 0" "print 0 last\n" request_exit
relay_wait
expect_good_run
