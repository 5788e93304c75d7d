# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A hangup that the caller ignores ends nothing.

sim <<<"print 0 begin\n"
trap '' HUP
relay_start
trap - HUP
event started.0
kill -HUP "$relay_pid"
tell "pause 200"
(($(happened exit) == 0)) || fail "a hangup that is ignored ended it"
tell "print 0 end\n" drained request_exit
relay_wait
expect_good_run
