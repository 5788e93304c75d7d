# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Full disk at the end in the background for a minute.

local pid
mkdir "$dir/disk"
mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
sim -n 2048 <<<"print 0 ready\n"
stdout=$dir/pid relay -D -o disk/file
pid=$(<"$dir/pid")
tell "burst 0-1 8000 20-300 0" request_exit
patience=60 until_true test -s "$dir/removed" || { kill -KILL "$pid"; fail "it does not come to its end"; }
until_true eval "! kill -0 $pid"
sim_end
cmp -s "$dir/disk/file" <(head -c "$(wc -c <"$dir/disk/file")" "$dir/sim/stream") || fail "what came out is not what was printed"
expect_removed
