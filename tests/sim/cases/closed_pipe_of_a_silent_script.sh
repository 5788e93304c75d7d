# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The reader of a script that prints nothing goes away: no one is there any more, and that is noticed at once.

sim <<<"print 0 ready\n"
relay_on - > >(head -n 1 >"$dir/out2")
relay_wait
(($(happened exited) == 1)) || fail "the module was not told to exit"
expect_status 0
expect_quiet
expect_removed
