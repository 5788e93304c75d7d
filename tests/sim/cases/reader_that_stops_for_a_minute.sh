# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A reader that stops for a minute, while more is printed than the rings hold: the memory does not grow, ^C works at
# once, and what is told to be lost is what was lost.

local before after began
blocked_with_end_probe
tell 'bg burst 0-1 0 20-600 1000'
sleep 5 # the pipe, our buffers and the rings are full: $((2 * 5 * 310 * 1000)) bytes came
before=$(field "$relay_pid" VmRSS)
sleep 60
after=$(field "$relay_pid" VmRSS)
((after <= before)) || fail "the memory grew from $before to $after kB"
((slow || after < 16384)) || fail "the memory is $after kB"
began=${EPOCHREALTIME/./}
kill -INT "$relay_pid"
event exited
((slow || ${EPOCHREALTIME/./} - began < 500000)) || fail "the end probes ran after $((${EPOCHREALTIME/./} - began)) us"
relay_wait
((slow || ${EPOCHREALTIME/./} - began < 3000000)) || fail "it came to its end after $((${EPOCHREALTIME/./} - began)) us"
expect_status 0
rest_of_pipe
expect_prefix "$dir/out" 'no one read them'
(($(messages dropped) > 10000)) || fail "the scenario is no good"
expect_told_what_was_lost
expect_removed
