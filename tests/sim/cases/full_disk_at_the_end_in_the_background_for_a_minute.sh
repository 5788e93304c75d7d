# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in the background: half a minute, then the end, and what is there is right.

local pid
disk 1m
sim -n 2048 <<<"print 0 ready\n"
stdout=$dir/pid relay -D -o disk/file
pid=$(<"$dir/pid")
tell "burst 0-1 8000 20-300 0" request_exit
patience=60 until_true test -s "$dir/removed" || { kill -KILL "$pid"; fail "it does not come to its end"; }
until_true eval "! kill -0 $pid"
sim_end
cmp -s "$dir/disk/file" <(head -c "$(wc -c <"$dir/disk/file")" "$dir/sim/stream") || fail "what came out is not what was printed"
expect_removed
