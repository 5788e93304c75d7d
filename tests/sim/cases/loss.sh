# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Rings that run full, and what the module prints while nobody seems to read: rules 2, 4, 5 and 6 of stapio.

# Overflows while stapio is stopped: what came out and what is told to be lost is what was printed.
overflow() {
	local dialect=$1 size=$2
	shift 2
	sim ${dialect:+"$dialect"} -c 0-1 "$@" <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	stopped_while "burst 0-1 4000 $size 0"
	tell drained "burst 0-1 100 20-50 0" drained
	stopped_while "burst 0 4000 $size 0" "burst 1 50 $size 0"
	tell drained "print 1 last\n" request_exit
	relay_wait
	expect_status 0
	sim_end
	(($(messages cut) + $(messages dropped) > 100)) || fail "the scenario is no good"
	expect_stream "$dir/out"
	expect_told_what_was_lost
	expect_err ' where the relay buffer of CPU 0 or 1 was full: about [0-9]+ bytes'
	expect_no_err 'belonged to no message'
	expect_removed
}

# The line names the CPU whose buffer was full, whatever the others print, and knows about how many bytes that were.
overflow_on_one_cpu() {
	local about lost
	sim "$@" -c 0-3 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	stopped_while "burst 2 8000 100-300 0" "burst 0-3 500 100-300 0"
	tell drained "burst 0-3 2000 100-300 20000" drained request_exit
	relay_wait
	expect_status 0
	sim_end
	(($(messages dropped) > 100)) || fail "the scenario is no good"
	expect_told_what_was_lost
	about=$(sed -En 's/.* where the relay buffer of CPU 2 was full: about ([0-9]+) bytes.*/\1/p' "$dir/err")
	lost=$(($(bytes dropped) + $(bytes cut)))
	((about > lost * 9 / 10 && about < lost * 11 / 10)) || fail "$lost bytes were lost, and about ${about:-none} told"
}
case_overflow_on_one_cpu() { overflow_on_one_cpu; }
case_overflow_on_one_cpu_in_dialect_4() { overflow_on_one_cpu -4; }

case_overflow() { overflow '' 10-2000; }
case_overflow_in_dialect_4() { overflow -4 10-2000; }
case_overflow_of_small_messages() { overflow '' 300; }
case_overflow_of_large_messages() { overflow '' 6000-20000; }
case_overflow_of_large_messages_in_dialect_4() { overflow -4 6000-20000; }
case_overflow_at_full_speed() {
	local round
	sim -c 0-3 <<-END
		burst 0-3 0 10-1500 0
	END
	relay_start
	event started.0
	for round in {1..4}; do
		tell "pause 100"
		kill -STOP "$relay_pid"
		tell "pause 100"
		kill -CONT "$relay_pid"
	done
	kill -INT "$relay_pid"
	relay_wait
	expect_status 0
	expect_stream "$dir/out"
	(($(messages cut) + $(messages dropped) > 0)) || fail "the scenario is no good ($round)"
	expect_told_what_was_lost
	expect_no_err 'belonged to no message'
}

# Stopped again and again, one frame is cut each time, at any place of its body.
cut_frames() {
	local size
	sim "$@" -c 0 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	for size in 50 333 1000 1361 4083 5000; do
		stopped_while "fill 0 $size"
		tell drained "print 0 behind\n" drained
	done
	tell request_exit
	relay_wait
	expect_status 0
	expect_stream "$dir/out"
	(($(messages cut) > 0)) || fail "the scenario is no good"
	expect_told_what_was_lost
	expect_no_err 'belonged to no message'
	grep -q "($(messages cut) of them cut short\|$(messages cut) of them were cut short" "$dir/err" ||
		fail "$(messages cut) messages were cut short, and it is told: $(tail -n 1 "$dir/err")"
}

case_frames_cut_short() { cut_frames; }
case_frames_cut_short_in_dialect_4() { cut_frames -4; }

# The last sub-buffer has room for the header and not a byte more.
case_frame_cut_behind_its_header() {
	sim -c 0 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	stopped_while "burst 0 255 4084 0" "burst 0 1 4072 0" "print 0 not a byte of this fits\n" "print 0 dropped\n"
	tell drained "print 0 behind\n" drained request_exit
	relay_wait
	expect_status 0
	expect_stream "$dir/out"
	(($(messages cut) == 1 && $(messages dropped) == 1)) || fail "the scenario is no good"
	expect_told_what_was_lost
}

# Nothing is lost while the ring has room.
case_stopped_and_continued() {
	sim -n 1024 <<-END
		burst 0-1 8000 20-200 4000
		request_exit
	END
	relay_start
	for _ in {1..8}; do
		kill -STOP "$relay_pid"
		sleep 0.1
		kill -CONT "$relay_pid"
		sleep 0.1
	done
	relay_wait
	expect_good_run
}

# A begin probe that prints much more than the ring holds: it is read while START is still being written.
case_begin_probe_prints_more_than_the_ring() {
	sim -c 0 -n 512 <<-END
		on start
		burst 0 40000 100 10000
		mark begin probe done
		on run
		request_exit
	END
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	(($(happened 'begin probe done') == 0)) || fail "nothing came before the begin probe was done"
	relay_wait
	expect_good_run
}

case_end_probe_prints_more_than_the_ring() {
	sim -c 0-1 -n 512 <<-END
		print 0 ready\n
		request_exit
		on exit
		burst 0-1 40000 100 10000
	END
	relay
	expect_good_run
}

# After EXIT everything that is there is read, also what one buffer of ours does not hold.
case_exit_drains_to_the_last_byte() {
	sim -n 2048 <<-END
		print 0 ready\n
		on exit
		burst 0-1 30000 100-300 0
		print 1 this is the end\n
	END
	relay_start
	event started.0
	kill -TERM "$relay_pid"
	relay_wait
	expect_good_run
	[[ $(tail -n 1 "$dir/out") == "this is the end" ]] || fail "the last line is not there"
}

# replay WHILE-ATTACHING [OPTION]...: what a module without a reader has kept is shown, and nothing of what was half overwritten
replay() {
	sim "${@:2}" <<-END
		on load
		already_started
		burst 0-1 8000 20-600 0
		on attach
		$1
		print 1 newest\n
		on run
		pause 100
		request_exit
	END
	relay -A
	expect_status 0
	expect_stream "$dir/out"
	(($(messages overwritten) > 0)) || fail "the scenario is no good"
	[[ $(tail -n 1 "$dir/out") == newest ]] || fail "the last line is not there"
	expect_no_err 'belonged to no message'
	expect_removed
}

case_replay_of_the_flight_recorder() { replay "pause 1"; }
case_replay_of_the_flight_recorder_in_dialect_4() { replay "pause 1" -4; }
# What is written over in that moment is put in front by the kernel, and the oldest comes behind it.
case_replay_while_printing() { replay "burst 0-1 40 20-600 0"; }
case_replay_while_printing_in_dialect_4() { replay "burst 0-1 40 20-600 0" -4; }

# No reader at all: the first one to come finds the module's ring full of whole sub-buffers.
case_replay_of_what_was_never_overwritten() {
	sim <<-END
		on load
		already_started
		burst 0-1 500 20-600 0
		on run
		pause 100
		request_exit
	END
	relay -A
	expect_good_run
}

# attach_at_full_speed [-4]: who attaches sees what the relay buffers kept, each message once, however often they are run over in that moment
attach_at_full_speed() {
	sim -n 256 -c 0-3 "$@" <<-END
		burst 0-3 0 100-1500 0
	END
	relay -L
	tell "pause 100"
	relay_start -A
	until_true test -s "$dir/out" || fail "nothing comes"
	tell "pause 300"
	kill -INT "$relay_pid"
	relay_wait
	expect_status 0
	expect_stream "$dir/out"
	(($(messages overwritten) > 0)) || fail "the scenario is no good"
	expect_no_err 'belonged to no message'
}
case_attach_at_full_speed() { attach_at_full_speed; }
case_attach_at_full_speed_in_dialect_4() { attach_at_full_speed -4; }

# Far more than the relay buffers take, of messages so small that each sub-buffer ends in another way.
overflow_with() { # SIZE [-4]
	# shellcheck disable=SC2086 # as it is meant
	sim ${2-} -c 0-1 -n 256 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	for _ in 1 2 3 4 5 6; do tell "burst 0-1 30000 $1 0"; done
	tell drained request_exit
	relay_wait
	expect_status 0
	sim_end
	expect_stream "$dir/out"
	expect_told_what_was_lost
	expect_no_err 'belonged to no message'
}
case_overflow_with_small_messages() { overflow_with 100; }
case_overflow_with_messages_of_50_bytes_in_dialect_4() { overflow_with 50 -4; }
case_overflow_with_messages_of_100_bytes_in_dialect_4() { overflow_with 100 -4; }
case_overflow_with_messages_of_200_bytes_in_dialect_4() { overflow_with 200 -4; }

# However long the user has a rest be (-T), what begins to print much meanwhile is noticed before its buffer is full, and
# little that is printed does not end the rest.
case_burst_in_a_long_rest() {
	sim -c 0-1 -n 1024 <<-END
		burst 0 10 40 10
		burst 0 6000 1000 3000
		burst 1 10 40 10
		burst 0-1 3000 1000 3000
		request_exit
	END
	relay -v -T 3000
	expect_status 0
	expect_stream "$dir/out"
	expect_all_printed
	reads=$(sed -En 's/^[0-9]+ messages, [0-9]+ bytes, ([0-9]+) reads.*/\1/p' "$dir/err" | tail -n 1)
	((reads < 300)) || fail "$reads reads"
}
