# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whoever waits for the end of another descriptor of the caller's is not to wait for us.

mkfifo "$dir/pipe"
sim <<<"print 0 ready\n"
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
exec 8>"$dir/pipe"
relay_start
exec 8>&-
until_true test -s "$dir/out" || fail "nothing comes"
wait "$reader" # it came to its end while the session goes on
tell request_exit
relay_wait
expect_good_run
