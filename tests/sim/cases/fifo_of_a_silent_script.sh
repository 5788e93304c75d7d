# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who waits for a script that prints nothing is let in, and sees its end.

mkfifo "$dir/pipe"
sim <<<"pause 1"
relay_start -o pipe
event started.0
cat "$dir/pipe" >"$dir/out2" &
local reader=$!
let_in() { readlink "/proc/$reader/fd/"* | grep -qxF "$dir/pipe"; }
until_true let_in || fail "who reads it is not let in"
tell request_exit
relay_wait
wait "$reader"
expect_good_run "$dir/out2"
