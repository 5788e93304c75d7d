# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whoever gave us the pipe has it in non-blocking mode: nothing is lost all the same.

sim -n 2048 <<<"burst 0-1 10000 20-200 0"$'\nrequest_exit'
mkfifo "$dir/pipe"
exec {reader}<>"$dir/pipe"
(
	cd "$dir" || exit
	exec 2>>err 3<module {control}>&- {reader}<&-
	exec env SYSTEMTAP_STAPRUN="$dir/staprun" python3 -c 'import os, sys
fd = os.open("pipe", os.O_WRONLY | os.O_NONBLOCK)
os.dup2(fd, 1)
os.close(fd)
os.set_inheritable(3, True)
os.execvp(sys.argv[1], sys.argv[1:])' "${wrap[@]}" "$stapio" -F 3 -- "$NAME"
) &
relay_pid=$!
event started.0
sleep 0.3
cat "$dir/pipe" >"$dir/out2" {reader}<&- &
local cat=$!
until_true test -s "$dir/out2" || fail "nothing comes"
exec {reader}<&-
relay_wait
wait "$cat"
expect_good_run "$dir/out2"
