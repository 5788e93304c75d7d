# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A FIFO that no one opens: nothing of it is believed to be read. An interrupt ends the wait.

mkfifo "$dir/pipe"
sim -n 4096 <<<"print 0 ready\n"
relay_start -o pipe
event started.0
tell "burst 0-1 3000 20-400 0"
kill -INT "$relay_pid"
event exited
kill -INT "$relay_pid" 2>/dev/null || true
relay_wait
expect_status 1
expect_told_dropped /dev/null 'no one opened the output'
expect_removed
