# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (session).

hello() { sim <<<"print 0 hello\n"$'\nrequest_exit'; }

ends_on() {
	sim <<-END
		print 0 begin\n
		on exit
		print 1 end\n
	END
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill "-$1" "$relay_pid"
	relay_wait
	expect_good_run
	[[ $(tail -n 1 "$dir/out") == end ]] || fail "the end probe's line is not there"
}

# leaves COMMAND...: stapio goes on COMMAND while the end probes run, and who reads its output is done then; the module is
# removed after them.
leaves() {
	sim <<-END
		print 0 ready\n
		on exit
		pause 2000
	END
	relay_on - > >(cat >"$dir/out" && touch "$dir/out-ended")
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -INT "$relay_pid"
	event exit
	"$@"
	relay_wait
	until_true test -e "$dir/out-ended" || fail "its output has not ended"
	(($(happened exited) == 0)) || fail "it waited for the end probes"
	expect_not_removed
	until_true test -s "$dir/removed" || fail "the module stays loaded"
	(($(happened exited) == 1)) || fail "the module was removed before its end"
	expect_removed
}

expect_detached() {
	expect_status 0
	diff -q "$dir/err" <(printf '\nDisconnecting from systemtap module.\nTo reconnect, type "staprun -A %s"\n' "$NAME") >/dev/null ||
		fail "not the text of a detach: $(cat "$dir/err")"
	expect_not_removed
	event closed
	(($(happened exit) == 0)) || fail "the module was told to exit"
}

# In a hurry, trace files are left behind a whole frame: who attaches goes on there, and nothing is missing.
detach_in_a_hurry() {
	sim "$@" -n 4096 -c 0-3 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -STOP "$relay_pid"
	tell "burst 0-2 15000 100-1500 0"
	kill -QUIT "$relay_pid"
	kill -TERM "$relay_pid"
	kill -CONT "$relay_pid"
	relay_wait
	expect_not_removed
	mv "$dir/out" "$dir/out1"
	relay_start -A
	until_true test -s "$dir/out" || fail "nothing was left"
	tell drained request_exit
	relay_wait
	expect_status 0
	expect_no_err 'belonged to no message'
	expect_removed
	sim_end
	cmp -s <(sort "$dir/out1" "$dir/out") <(sort "$dir/sim/stream") ||
		fail "$(diff -a <(sort "$dir/out1" "$dir/out") <(sort "$dir/sim/stream") | grep -ac '^[<>]') lines are not what was printed"
}

# A module that prints as fast as it goes can be left all the same.
detach_while_printing() {
	sim "$@" -n 256 -c 0-3 <<<"burst 0-3 0 100-1500 0"
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -QUIT "$relay_pid"
	relay_wait
	expect_status 0
	expect_not_removed
	expect_no_err 'belonged to no message'
}

said() {
	sim <<-END
		oob WARNING: careful\n
		oob WARNING: careful\n
		oob WARNING: other\n
		oob plain text\n
		request_exit
	END
	relay "$@"
	expect_status 0
}

expect_said() { diff -q "$dir/err" - >/dev/null || fail "this was said: $(tr '\n' '/' <"$dir/err")"; }

# Nothing happens: nothing wakes.
idle() {
	sim "$@" <<<"print 0 hello\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	sleep 0.5
	sleeps_for 3
}

# sleeps_for SECONDS: in so many of nothing none of its threads wakes; then the end. (ThreadSanitizer has a thread of its own that does.)
sleeps_for() {
	local before
	before=$(switches "$relay_pid")
	sleep "$1"
	((tsan || $(switches "$relay_pid") == before)) || fail "it woke $(($(switches "$relay_pid") - before)) times in $1 s of nothing"
	tell request_exit
	relay_wait
	expect_good_run
}

# few_calls MAX MESSAGES BURST [OPTION]...: so many system calls are enough for that
few_calls() {
	local max=$1 messages=$2 burst=$3 calls
	sim <<<"print 0 ready\n"
	relay_start "${@:4}" -o file
	event started.0
	tell "$burst" drained
	calls=$(awk '/^sysc[rw]:/ { n += $2 } END { print n }' "/proc/$relay_pid/io")
	tell request_exit
	relay_wait
	((slow || calls < max)) || fail "$calls reads and writes for $messages messages"
	(($(happened 'trace. read from elsewhere') == 0)) || fail "a trace file was read from another CPU"
	expect_good_run "$dir/file"
}

# full: a pipe that is full, and stays so, is standard error from here on
full() {
	mkfifo "$dir/full"
	exec {full}<>"$dir/full"
	dd if=/dev/zero bs=4096 of="$dir/full" oflag=nonblock status=none 2>/dev/null
	dd if=/dev/zero bs=1 of="$dir/full" oflag=nonblock status=none 2>/dev/null
	ln -sf full "$dir/err"
}

many_warnings() {
	for ((i = 1; i <= $1; i++)); do printf 'oob WARNING: number %d is one of many that no one reads, and it is long enough to fill a page soon\\n\n' "$i"; done
}

# too_little_room [PREFIX]: more is to be said than the full standard error takes, until it is read: what came, in lines with that
# PREFIX, and what is said to be missing is all of it
too_little_room() {
	local came told more
	event started.0
	many_warnings 900 >"$dir/more"
	mapfile -t more <"$dir/more"
	tell "${more[@]}"
	tell request_exit
	until_true test -s "$dir/removed" || fail "what is said holds up the removal"
	tr -d "\0" <"$dir/full" >"$dir/read" {full}>&- &
	exec {full}>&-
	relay_wait
	wait $!
	came=$(grep -c "^${1-}WARNING: number" "$dir/read")
	# It may be told more than once, as room comes and goes.
	told=$(sed -n "s/^${1-}WARNING: \([0-9]*\) lines were not said here: there was no room for them\.\$/\1/p" "$dir/read" | paste -sd+)
	((came < 900 && came + told == 900)) || fail "$came came, and $told are said to be missing"
}

ran() { (($(wc -l <"$dir/ran") == $1)); }

# What came out, what is told to be dropped and what is there for who attaches are together what was printed, to the message.
detach_while_blocked() {
	local dropped came
	sim "$@" -n 4096 -c 0-2 <<<"print 0 ready\n"
	blocked
	tell "burst 0-2 3000 100-1500 0"
	kill -QUIT "$relay_pid"
	[[ ! ${hurry-} ]] || kill -TERM "$relay_pid"
	relay_wait
	expect_not_removed
	expect_no_err 'cut short|belonged to no message'
	rest_of_pipe
	mv "$dir/out" "$dir/out1"
	dropped=$(sed -nE 's/^WARNING: .*\b([0-9]+) messages of [0-9]+ bytes were dropped.*/\1/p' "$dir/err")
	relay_start -A
	until_true test -s "$dir/out" || fail "nothing was left"
	tell drained request_exit
	relay_wait
	expect_no_err 'cut short|belonged to no message'
	expect_removed
	sim_end
	came=$(cat "$dir/out1" "$dir/out" | wc -l)
	((came + ${dropped:-0} == $(messages whole))) || fail "$(messages whole) were printed, $came came and ${dropped:-none} are told to be dropped"
}

# ends_in_the_background PID: the session is interrupted, and all that was printed is in the file
ends_in_the_background() {
	kill -INT "$1"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	event closed
	expect_stream "$dir/file"
	expect_removed
}
