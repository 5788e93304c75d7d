# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where no more files may be opened, what a CPU that comes online prints is not read. That is told, once, and is a failure;
# no larger buffer would have helped.

local limit=0
sim -c 0-1 <<<"print 0 ready\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
while [[ -e /proc/$relay_pid/fd/$limit ]]; do limit=$((limit + 1)); done
prlimit --pid "$relay_pid" --nofile=$limit:
tell "online 2" "burst 2 100 20-200 0" "burst 0-1 100 20-200 0" request_exit
relay_wait
expect_status 1
(($(grep -c "^WARNING: Couldn't look for relay buffers of CPUs that came online" "$dir/err") == 1)) || fail "it is not told once: $(<"$dir/err")"
expect_err '^WARNING: 100 messages were lost: .*could not be read'
expect_no_err 'larger buffer'
sim_end
cmp -s "$dir/out" <(grep -av '^cpu 2 ' "$dir/sim/stream") || fail "the other CPUs' messages are not there"
expect_removed
