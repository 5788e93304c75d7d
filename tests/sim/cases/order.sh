# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The order of messages over CPUs, and what a stream may hold: rules 2, 3 and 5 of stapio.

# Whatever the CPUs print at once comes in the order of its numbers.
ordered() {
	sim "$@"
	relay
	expect_good_run
}

case_order_of_2_cpus() {
	ordered -n 4096 <<-END
		burst 0-1 20000 20-200 0
		request_exit
	END
}

case_order_of_16_cpus() {
	ordered -c 0-15 -n 4096 <<-END
		burst 0-15 4000 20-200 0
		request_exit
	END
}

case_order_of_16_cpus_as_it_comes() {
	ordered -c 0-15 -n 1024 <<-END
		burst 0-15 1000 20-2000 2000
		request_exit
	END
}

# Dialect 4 drops a frame where 8 bytes or less remain; nothing else may be lost or shown.
case_order_in_dialect_4() {
	sim -4 -c 0-3 -n 2048 <<-END
		burst 0-3 10000 20-200 0
		request_exit
	END
	relay
	expect_status 0
	expect_stream "$dir/out"
	(($(messages cut) == 0 && $(messages dropped) > 0)) || fail "the scenario is no good"
	expect_told_what_was_lost
	expect_no_err 'belonged to no message'
	expect_removed
}

case_order_with_holes_in_cpu_numbers() {
	ordered -c 0,3,4,9 <<-END
		burst 0,3,4,9 200 20-100 0
		request_exit
	END
}

# A CPU that has its number but has not finished writing is waited for.
case_order_with_a_slow_writer() {
	sim <<-END
		bg slow 0 150 first\n
		numbered 1
		burst 1 20 30 0
		pause 200
		bg slow 1 150 later\n
		numbered 2
		burst 0 20 30 0
		pause 200
		request_exit
	END
	relay
	expect_good_run
	[[ $(head -n 1 "$dir/out") == first ]] || fail "the scenario is no good"
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

case_sequence_wraps() {
	wraps
	expect_good_run
}

case_sequence_wraps_in_dialect_4() {
	wraps -4
	expect_status 0
	expect_stream "$dir/out"
	expect_told_what_was_lost
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
	read -r -t "$patience" -u "$fd" line || fail "nothing comes"
	((slow)) || watch_polls
	for i in {1..15}; do
		tell "pause 10"
		printf 'hole 2\nprint %d line %d\\n\n' $((i % 16)) "$i" >&"$control"
		read -r -t "$patience" -u "$fd" line || fail "the line behind a hole does not come"
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

case_holes_are_proven_lost_at_once() { holes; }
case_holes_are_proven_lost_at_once_in_dialect_4() { holes -4; }

case_messages_of_128_kib() {
	ordered -n 4096 <<-END
		burst 0-1 100 131072 0
		drained
		burst 0-1 100 100000-131072 0
		drained
		burst 0-1 100 100000-131072 0
		request_exit
	END
}

case_messages_of_128_kib_in_dialect_4() {
	sim -4 -n 4096 <<-END
		burst 0-1 40 131072 0
		burst 0-1 100 100000-131072 100
		request_exit
	END
	relay
	expect_status 0
	expect_stream "$dir/out"
	expect_told_what_was_lost
}

case_messages_of_one_byte() {
	ordered -n 1024 <<-END
		burst 0-1 5000 1-3 0
		request_exit
	END
}

# What a script prints may look like frames.
case_frames_inside_messages() {
	ordered -c 0-3 <<-END
		burst 0-3 2000 20-300 2000 wild
		drained
		request_exit
	END
}

# With so much in the rings that they may have been full, frames cut short are looked for: those of which a script can
# know are old, and are not taken for it.
case_old_frames_inside_messages_at_full_speed() {
	ordered -c 0-3 -n 4096 <<-END
		burst 0-3 5000 20-900 0 old
		request_exit
	END
}

# Without a magic that is exact as long as the ring cannot have been full.
case_frames_inside_messages_in_dialect_4() {
	sim -4 -c 0-3 <<-END
		burst 0-3 2000 20-300 2000 wild
		drained
		request_exit
	END
	relay
	expect_status 0
	expect_stream "$dir/out"
	expect_told_what_was_lost
}

# A ring that was used before leaves whole old frames in the bytes that dialect 4 does not write.
case_stale_bytes_between_frames() {
	sim -4 -c 0-1 -n 256 <<-END
		$(for _ in {1..10}; do printf '%s\n' 'burst 0-1 6000 1-60 0' drained; done)
		request_exit
	END
	relay
	expect_status 0
	expect_stream "$dir/out"
	(($(messages dropped) > 0)) || fail "the scenario is no good"
	expect_told_what_was_lost
	expect_no_err 'belonged to no message'
}

case_old_modules_write_short() {
	ordered -4 -s <<-END
		print 0 hello\n
		request_exit
	END
}

# A CPU that came online after the load, which no one told of: what it printed has come at the end, in its place.
case_cpu_that_comes_online() {
	sim -c 0-1 "$@" <<-END
		burst 0-1 100 20-50 0
		online 5
		print 5 here I am\n
		print 0 in between\n
		burst 0-1,5 500 20-50 0
		request_exit
	END
	relay
	expect_status 0
	expect_stream "$dir/out"
	expect_told_what_was_lost
}
case_cpu_that_comes_online_in_dialect_4() { case_cpu_that_comes_online -4; }
