# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SystemTap's own stap-merge restores from the files of bulk mode what the script printed, byte for byte. (That of 5.x
# crashes on what 5.x prints: there it is ours.)
# cpus: 2
# on each release
# modules: bulkturns

# On each CPU a shell has the script print a line when it is told to, and says when that is done.
told=()
mkfifo told0 told1 printed
exec {printed}<>printed
for cpu in 0 1; do
	taskset $((1 << cpu)) bash -c 'while read -r; do echo >/proc/systemtap/bulkturns/next && echo; done' <told$cpu >&"$printed" &
	exec {fd}>told$cpu
	told+=("$fd")
done

# turns FROM TO: the script prints these lines, on one CPU and on the other
turns() {
	local i
	for ((i = $1; i <= $2; i++)); do
		echo >&"${told[i % 2]}"
		read -rt 20 -u "$printed" || fail "line $i is not printed"
	done
}

# expect_merged FILE...: that is what comes out
merge=/usr/bin/stap-merge
[[ $(uname -r) == 6.1.* ]] || merge=/usr/local/bin/stap-merge
expect_merged() {
	run $merge "$@"
	is 0
	cmp "$captured/stdout" expected || fail "merged it is something else: $(lines "$captured/stdout") lines"
}

for i in {1..120}; do printf '%-247d\n' "$i"; done >expected
start "$STAPRUN" -o out bulkturns.ko
wait_until '[[ -e /proc/systemtap/bulkturns/next && -e out_1 ]]'
turns 1 120
finish INT
is 0
stderr_is ''
true_that '(($(stat -c %s out_0) == $(stat -c %s out_1) && $(stat -c %s out_0) >= 60 * 256))'
expect_merged out_0 out_1

# The files of a run that was told to go on in the next ones are one stream, too: what is in both belongs together.
start "$STAPRUN" -o next bulkturns.ko
wait_until '[[ -e /proc/systemtap/bulkturns/next && -e next_1 ]]'
turns 1 61
wait_until '(($(cat next_0 next_1 | wc -c) >= 61 * 256))'
kill -USR2 "$bg"
wait_until '[[ -e next_cpu0.1 && -e next_cpu1.1 ]]'
turns 62 120
finish INT
is 0
for cpu in 0 1; do cat next_$cpu next_cpu$cpu.1 >whole_$cpu; done
expect_merged whole_0 whole_1
