# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The reader of a pipe went while nothing was printed: the session ends at the next message at the latest.

sim <<<"print 0 ready\n"
relay_on - > >(head -n 1 >"$dir/out2")
until_true test -s "$dir/out2" || fail "nothing comes"
tell "pause 100" "print 0 second\n"
relay_wait
expect_removed
