# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (order).

# ordered [OPTION]... <SCENARIO: whatever the CPUs print at once comes in the order of its numbers
ordered() {
	sim "$@"
	relay
	expect_good_run
}

# ordered_but_for_losses [OPTION]... <SCENARIO: the same, and what was lost in the kernel is told
ordered_but_for_losses() {
	sim "$@"
	relay
	expect_status 0
	expect_stream "$dir/out"
	expect_told_what_was_lost
}

# Numbers wrap at 2^32. Only a module that has long been running gets there.
wraps() {
	sim -c 0-3 "$@" <<-END
		on load
		seq 0xfffffe00
		already_started
		burst 0-3 300 20-100 0
		on run
		pause 200
		burst 0-3 100 20-100 0
		request_exit
	END
	relay -A
}

# watch_polls: from here on each poll of stapio is noted; polls_stop: to here
watch_polls() {
	strace -qq -f -e trace=poll -o "$dir/polls" -p "$relay_pid" &
	strace_pid=$!
	# shellcheck disable=SC2016 # it is looked at later
	until_true eval '! grep -q "^TracerPid:.0$" /proc/$relay_pid/task/*/status' || fail "stapio cannot be traced"
}

polls_stop() { kill "$strace_pid"; wait "$strace_pid"; } 2>/dev/null

# longest_rest: the longest time, in milliseconds, that a poll waited for until nothing came
longest_rest() {
	awk '{ tid = $1 }
		/poll\(/ && match($0, /, -?[0-9]+(\)| <unfinished)/) { timeout[tid] = substr($0, RSTART + 2) + 0 }
		/= 0 \(Timeout\)/ && timeout[tid] > longest { longest = timeout[tid] }
		END { print longest + 0 }' "$dir/polls"
}

# A hole is proven at once, and on idle CPUs, too: the frame behind it comes though nothing more is printed, and no timer
# has to run out for it, but that of the rest behind what came before.
holes() {
	local i line fd
	mkfifo "$dir/pipe"
	exec {fd}<>"$dir/pipe"
	sim -c 0-15 "$@" <<<"print 0 ready\n"
	stdout=$dir/pipe relay_start
	until_true read -r -t 1 -u "$fd" line || fail "nothing comes"
	((slow)) || watch_polls
	for i in {1..15}; do
		tell "pause 10"
		printf 'hole 2\nprint %d line %d\\n\n' $((i % 16)) "$i" >&"$control"
		until_true read -r -t 1 -u "$fd" line || fail "the line behind a hole does not come"
		[[ $line == "line $i" ]] || fail "\"$line\" came, not line $i"
	done
	if ((!slow)); then
		polls_stop
		grep -q 'poll(' "$dir/polls" || fail "no poll was noted"
		(($(longest_rest) <= 4)) || fail "a timer of $(longest_rest) ms ran out"
	fi
	tell request_exit
	relay_wait
	expect_status 0
	expect_lost_in_kernel 30
	expect_removed
}

# A CPU that came online after the load, which no one told of: what it printed has come at the end, in its place.
cpu_that_comes_online_here() {
	ordered_but_for_losses -c 0-1 "$@" <<-END
		burst 0-1 100 20-50 0
		online 5
		print 5 here I am\n
		print 0 in between\n
		burst 0-1,5 500 20-50 0
		request_exit
	END
}
