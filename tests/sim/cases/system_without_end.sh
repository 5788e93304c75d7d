# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that starts shells without end does not get more than some at a time; and all of them run in the end.

all_ran() {
	exec {go}<>"$dir/go" # who waits to open it goes on
	exec {go}>&-
	[[ -e $dir/done ]] && (($(wc -l <"$dir/done") == 150))
}

mkfifo "$dir/go"
printf 'echo x >>%q/ran\n: <%q/go\necho y >>%q/done\n' "$dir" "$dir" "$dir" >"$dir/wait"
sim <<<"print 0 hello\n"
relay_start
event started.0
local commands=()
for ((i = 0; i < 150; i++)); do commands+=("system . $dir/wait"); done
tell "${commands[@]}"
until_true ran 64 || fail "$(wc -l <"$dir/ran") run"
(($(pgrep -c -P "$relay_pid" -x sh) == 64)) || fail "$(pgrep -c -P "$relay_pid" -x sh) shells run"
until_true all_ran || fail "$(wc -l <"$dir/done") of 150 ran"
tell request_exit
relay_wait
expect_status 0
expect_said <<<"WARNING: 64 commands of the script's system() run at once: others wait until one has ended, at most 4096."
