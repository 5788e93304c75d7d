# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The reader of a FIFO that is gone ends the session, although the script prints nothing that could fail.

mkfifo "$dir/pipe"
sim <<<"print 0 ready\n"
head -n 1 "$dir/pipe" >"$dir/out2" &
relay -o pipe
expect_status 0
expect_quiet
expect_removed
