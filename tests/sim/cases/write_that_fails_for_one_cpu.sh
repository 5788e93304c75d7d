# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One CPU's file is broken, the other goes on.

mkdir "$dir/d"
sim -b -c 0-1 <<<"print 0 ready\n"
ln -s ../module/sink-eio "$dir/d/log_0"
relay_start -o d/log
until_true test -s "$dir/sim/sink" || fail "nothing comes"
tell "burst 0-1 300 20-400 0" drained "burst 0-1 300 20-400 0" drained request_exit
relay_wait
expect_status 1
expect_frames 1 "$dir/d/log_1"
cmp -s "$dir/sim/sink" <(head -c "$(wc -c <"$dir/sim/sink")" "$dir/sim/frames.0") || fail "what came out is not what was printed"
expect_err 'WARNING: 600 messages of [0-9]+ bytes were dropped \(CPU 0: 600\), because the output failed: Input/output error'
expect_removed
