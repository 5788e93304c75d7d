# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (loss).

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

# The line names the CPU whose buffer was full, whatever the others print, and knows about how many bytes that were. The others
# print less than 512 KiB each: of so little stapio knows, however late it reads, that it was no full buffer.
overflow_on_one_cpu() {
	local about lost
	sim "$@" -c 0-3 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	stopped_while "burst 2 8000 100-300 0" "burst 0-3 500 100-300 0"
	tell drained "burst 0-3 1500 100-300 20000" drained request_exit
	relay_wait
	expect_status 0
	sim_end
	(($(messages dropped) > 100)) || fail "the scenario is no good"
	expect_told_what_was_lost
	about=$(sed -En 's/.* where the relay buffer of CPU 2 was full: about ([0-9]+) bytes.*/\1/p' "$dir/err")
	lost=$(($(bytes dropped) + $(bytes cut)))
	((about > lost * 9 / 10 && about < lost * 11 / 10)) || fail "$lost bytes were lost, and about ${about:-none} told"
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
