# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Closed fifo of a silent script.

mkfifo "$dir/pipe"
sim <<<"print 0 ready\n"
head -n 1 "$dir/pipe" >"$dir/out2" &
relay -o pipe
expect_status 0
expect_quiet
expect_removed
