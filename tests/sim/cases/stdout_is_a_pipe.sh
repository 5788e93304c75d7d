# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# All of it comes through a pipe, and then the end: nothing of ours keeps it open.

sim <<<"$lines"$'\nrequest_exit'
mkfifo "$dir/pipe"
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
relay_on - >"$dir/pipe"
relay_wait
wait "$reader" # it has seen the end: nothing of ours has the pipe open any more
[[ ! -s $dir/out ]] || fail "something went elsewhere"
expect_good_run "$dir/out2"
