# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Someone lowers the limit of descriptors below what is waited for, and poll(2) refuses from then on: that is no reason to
# spin, and nothing is lost.

sim <<<"print 0 hello\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
prlimit --nofile=2 --pid "$relay_pid"
tell "print 0 goes on\n"
until_true grep -qx 'goes on' "$dir/out" || fail "it does not go on"
sleep 0.5
before=$(switches "$relay_pid")
sleep 2
((tsan || $(switches "$relay_pid") - before < 20)) || fail "it woke $(($(switches "$relay_pid") - before)) times in 2 s of nothing"
tell request_exit
relay_wait
# No other descriptor can be had: of a CPU that came online it would not know, which is said.
expect_status 0
expect_stream "$dir/out"
expect_all_printed
expect_removed
