# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The end, with much left to give out, and an output that is always full at first and ready the next moment.

sim -n 4096 <<<"print 0 ready\n"
relay_start -o module/sink
until_true test -s "$dir/sim/sink" || fail "nothing comes"
kill -STOP "$relay_pid"
tell "burst 0-1 10000 20-400 0" request_exit
kill -CONT "$relay_pid"
relay_wait
expect_good_run "$dir/sim/sink"
