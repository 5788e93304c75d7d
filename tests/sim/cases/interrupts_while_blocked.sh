# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The end probes run while the output is blocked. One interrupt leaves the reader a second, a second one does not, and
# what was left is counted.

blocked_with_end_probe
tell "burst 0-1 2000 20-600 0"
begun=${EPOCHREALTIME/[.,]}
kill -INT "$relay_pid"
event exited
sleep 0.2
kill -0 "$relay_pid" || ((${EPOCHREALTIME/[.,]} - begun > 1000000)) || fail "it is gone after one interrupt, with output left"
kill -INT "$relay_pid"
relay_wait
expect_status 0
rest_of_pipe
expect_prefix "$dir/out" 'no one read them'
expect_removed
