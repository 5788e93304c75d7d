# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In the background no folder of the caller's is held, so that it can be unmounted, and commands of the script run in /. All
# files are where they were meant to be, the next ones and statistics, too, also in a folder with a % in its name.

sim <<<"print 0 ready\n"
mkdir "$dir/100%d"
(
	cd "$dir/100%d" || exit
	exec 3<"$dir/module" {control}>&-
	SYSTEMTAP_STAPRUN=$dir/staprun exec "${wrap[@]}" "$stapio" -F 3 -D -o "log-%Y" --stats numbers -- "$NAME" >"$dir/out" 2>>"$dir/err" </dev/null
) || fail "it does not go to the background"
log=100%d/log-$(date +%Y)
printed one "$log"
[[ $(readlink "/proc/$(<"$dir/out")/cwd") == / ]] || fail "it is in $(readlink "/proc/$(<"$dir/out")/cwd")"
tell "system pwd >$dir/where"
until_true test -s "$dir/where" || fail "the command of the script does not run"
[[ $(<"$dir/where") == / ]] || fail "a command of the script runs in $(<"$dir/where")"
kill -USR2 "$(<"$dir/out")"
goes_on_in "$log.1"
printed two "$log.1"
tell request_exit
until_true test -s "$dir/removed" || fail "removal was not asked for"
event closed
expect_stream "$dir/$log" "$dir/$log.1"
expect_quiet
until_true test -s "$dir/100%d/numbers" || fail "there are no statistics in the folder"
