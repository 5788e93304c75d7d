# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A reader that comes later gets it all, too.

sim <<<"print 0 ready\n"
mkfifo "$dir/pipe"
relay_start -o pipe
event started.0
tell "$lines"
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
until_true test -s "$dir/out2" || fail "nothing comes"
tell request_exit
relay_wait
wait "$reader"
expect_good_run "$dir/out2"
