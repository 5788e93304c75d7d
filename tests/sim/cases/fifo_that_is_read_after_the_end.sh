# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Someone comes after the script has ended: all of it is there, and much more than a pipe holds.

mkfifo "$dir/pipe"
sim -n 4096 <<<"print 0 ready\n"
relay_start -o pipe
event started.0
tell "burst 0-1 8000 20-400 0" request_exit
event exited
tell "pause 500"
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
relay_wait
wait "$reader"
expect_good_run "$dir/out2"
