# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same with rings that run full: the loss is told to the message.

sim <<<"print 0 ready\n"
blocked
tell "burst 0-1 20000 20-600 0"
cat <&"$reader" >"$dir/out" &
local cat=$!
tell drained "print 0 last\n" request_exit
relay_wait
sim_end
until_true cmp -s "$dir/out" "$dir/sim/stream"
kill "$cat"
expect_status 0
expect_stream "$dir/out"
(($(messages cut) + $(messages dropped) > 0)) || fail "the scenario is no good"
expect_told_what_was_lost
