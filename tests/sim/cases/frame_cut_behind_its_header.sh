# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The last sub-buffer has room for the header and not a byte more.

sim -c 0 <<<"print 0 ready\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
stopped_while "burst 0 255 4084 0" "burst 0 1 4072 0" "print 0 not a byte of this fits\n" "print 0 dropped\n"
tell drained "print 0 behind\n" drained request_exit
relay_wait
expect_status 0
expect_stream "$dir/out"
(($(messages cut) == 1 && $(messages dropped) == 1)) || fail "the scenario is no good"
expect_told_what_was_lost
