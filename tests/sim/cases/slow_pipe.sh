# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A reader that pauses, and then takes little at a time: all of it comes.

sim -n 2048 <<<"burst 0-1 10000 20-200 0"$'\nrequest_exit'
relay_on - > >(
	python3 -c 'import time, sys
time.sleep(1)
while d := sys.stdin.buffer.read(4096): sys.stdout.buffer.write(d)' >"$dir/out2"
)
relay_wait
sim_end
until_true cmp -s "$dir/out2" "$dir/sim/stream"
expect_good_run "$dir/out2"
