# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o FIFO with a reader: all of it comes there, and then the end.

sim <<<"$lines"$'\nrequest_exit'
mkfifo "$dir/pipe"
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
relay -o pipe
wait "$reader"
expect_good_run "$dir/out2"
