# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # lib.sh
#
# Where output goes, and what becomes of it when that place is full, slow or gone: rules 4, 7 and 8 of stapio.

lines='burst 0-1 500 20-200 0'

case_stdout_is_a_pipe() {
	sim <<<"$lines"$'\nrequest_exit'
	mkfifo "$dir/pipe"
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	relay_on - >"$dir/pipe"
	relay_wait
	wait "$reader" # it has seen the end: nothing of ours has the pipe open any more
	[[ ! -s $dir/out ]] || fail "something went elsewhere"
	expect_good_run "$dir/out2"
}

case_output_file() {
	sim <<<"$lines"$'\nrequest_exit'
	umask 027
	relay -o file
	[[ ! -s $dir/out ]] || fail "something is on standard output"
	[[ $(stat -c %a "$dir/file") == 640 ]] || fail "the file's mode is $(stat -c %a "$dir/file")"
	expect_good_run "$dir/file"
}

case_output_file_is_emptied_first() {
	sim <<<"$lines"$'\nrequest_exit'
	head -c 1000000 /dev/zero >"$dir/file"
	relay -o file
	expect_good_run "$dir/file"
}

case_output_file_named_by_time() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o "o-%Y-100%%"
	expect_good_run "$dir/o-$(date +%Y)-100%"
}

case_output_file_that_cannot_be_made() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o no/such/file
	expect_status 1
	expect_err '^ERROR: .*no/such/file.*No such file'
	(($(happened 'start .*') == 0)) || fail "the probes were started"
	expect_removed
}

case_output_to_dev_null() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o /dev/null
	expect_status 0
	expect_quiet
	expect_removed
	[[ -c /dev/null ]] || fail "/dev/null is gone"
}

case_output_to_a_fifo() {
	sim <<<"$lines"$'\nrequest_exit'
	mkfifo "$dir/pipe"
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	relay -o pipe
	wait "$reader"
	expect_good_run "$dir/out2"
}

# A reader that comes later gets it all, too.
case_output_to_a_fifo_that_is_read_late() {
	sim <<<"print 0 ready\n"
	mkfifo "$dir/pipe"
	relay_start -o pipe
	event started.0
	tell "$lines"
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	until_true test -s "$dir/out2" || fail "nothing comes"
	tell request_exit
	relay_wait
	wait "$reader"
	expect_good_run "$dir/out2"
}

case_output_to_a_terminal() {
	sim <<<"$lines"$'\nrequest_exit'
	cat >"$dir/in-terminal" <<-END
		cd "$dir" || exit
		stty raw
		SYSTEMTAP_STAPRUN="$dir/staprun" ${wrap[*]} "$stapio" -F 3 -- $NAME 3<"$dir/module" 2>"$dir/err"
	END
	status=0
	script -E never -qec "bash $dir/in-terminal" /dev/null </dev/null >"$dir/out" || status=$?
	forgive_valgrind
	expect_good_run
}

case_output_to_a_socket() {
	sim <<<"$lines"$'\nrequest_exit'
	python3 - "$dir/socket" "$dir/out2" <<-'END' &
		import socket, sys
		s = socket.socket(socket.AF_UNIX)
		s.bind(sys.argv[1])
		s.listen()
		c = s.accept()[0]
		with open(sys.argv[2], "wb") as f:
		    while True:
		        d = c.recv(65536)
		        if not d:
		            break
		        f.write(d)
	END
	local reader=$!
	until_true test -S "$dir/socket" || fail "no socket"
	relay -o socket
	wait "$reader"
	expect_good_run "$dir/out2"
}

# --- Trouble -----------------------------------------------------------------------------------------------------------

# The session ends by itself when nobody reads any more.
case_closed_pipe() {
	local began
	sim <<<"burst 0-1 0 40 500"
	relay_on - > >(head -n 1 >"$dir/out2")
	began=$SECONDS
	relay_wait
	((SECONDS - began < (slow ? 20 : 5))) || fail "it took $((SECONDS - began)) s to notice"
	(($(happened exited) == 1)) || fail "the module was not told to exit"
	(($(wc -l <"$dir/err") <= 1)) || fail "$(wc -l <"$dir/err") lines are on standard error"
	expect_removed
}

case_closed_pipe_while_nothing_is_printed() {
	sim <<<"print 0 ready\n"
	relay_on - > >(head -n 1 >"$dir/out2")
	until_true test -s "$dir/out2" || fail "nothing comes"
	tell "pause 100" "print 0 second\n"
	relay_wait
	expect_removed
}

case_slow_pipe() {
	sim -n 2048 <<<"burst 0-1 10000 20-200 0"$'\nrequest_exit'
	relay_on - > >(
		python3 -c 'import time, sys
time.sleep(1)
while d := sys.stdin.buffer.read(4096): sys.stdout.buffer.write(d)' >"$dir/out2"
	)
	relay_wait
	sim_end
	until_true cmp -s "$dir/out2" "$dir/sim/stream"
	expect_good_run "$dir/out2"
}

# The end, with much left to give out, and an output that is always full at first and ready the next moment.
case_output_that_is_full_and_ready() {
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o module/sink
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	kill -STOP "$relay_pid"
	tell "burst 0-1 10000 20-400 0" request_exit
	kill -CONT "$relay_pid"
	relay_wait
	expect_good_run "$dir/sim/sink"
}

# Whoever gave us the pipe has it in non-blocking mode: nothing is lost all the same.
case_nonblocking_stdout() {
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
}

# blocked: starts stapio, whose stdout is a pipe that nobody reads now; read it with "cat <&$reader"
blocked() {
	mkfifo "$dir/pipe"
	exec {reader}<>"$dir/pipe"
	stdout=$dir/pipe relay_start
	event started.0
}

# A reader that stops for a while and goes on: nothing is lost while the rings have room, and no memory grows.
case_slow_reader() {
	sim -n 4096 <<<"print 0 ready\n"
	blocked
	tell "burst 0-1 40000 20-600 0"
	sleep 0.5
	local peak
	peak=$(field "$relay_pid" VmHWM)
	((slow || peak < 16384)) || fail "the memory grew to $peak kB"
	cat <&"$reader" >"$dir/out" &
	local cat=$!
	tell drained request_exit
	relay_wait
	sim_end
	until_true cmp -s "$dir/out" "$dir/sim/stream"
	kill "$cat"
	expect_good_run
}

# The same with rings that run full: the loss is told to the message.
case_slow_reader_and_full_rings() {
	sim <<<"print 0 ready\n"
	blocked
	tell "burst 0-1 20000 20-600 0"
	cat <&"$reader" >"$dir/out" &
	local cat=$!
	tell drained "print 0 last\n" request_exit
	relay_wait
	sim_end
	until_true cmp -s "$dir/out" "$dir/sim/stream"
	kill "$cat"
	expect_status 0
	expect_stream "$dir/out"
	(($(messages cut) + $(messages dropped) > 0)) || fail "the scenario is no good"
	expect_told_what_was_lost
}

# expect_prefix FILE CAUSE: it holds what was printed first, and how much was dropped after that, on which CPU and why, is
# told to the byte
expect_prefix() {
	local out told messages bytes cpus lines second
	sim_end
	out=$(wc -c <"$1")
	cmp -s "$1" <(head -c "$out" "$dir/sim/stream") || fail "what came out is not what was printed"
	told=$(sed -nE "s/^WARNING: (.*\. )?([0-9]+) messages of ([0-9]+) bytes were dropped \\((.*)\\), because $2.*/\2 \3 \4/p" "$dir/err")
	read -r messages bytes cpus <<<"${told:-0 0}"
	((bytes + out == $(bytes whole))) ||
		fail "$(bytes whole) bytes were printed, $out came out and $bytes are told to be dropped"
	lines=$(wc -l <"$1")
	((messages + lines == $(messages whole))) ||
		fail "$(messages whole) messages were printed, $lines came out and $messages are told to be dropped"
	second=$(($(grep -c '^cpu 1 ' "$dir/sim/stream") - $(head -n "$lines" "$1" | grep -c '^cpu 1 ')))
	[[ $cpus == "CPU 0: $((messages - second)), CPU 1: $second" ]] || fail "of CPU 1 $second were dropped, and it is told: $cpus"
}

# blocked_with_end_probe: a session whose output no one reads, of a script that prints at its end, too
blocked_with_end_probe() {
	sim <<-END
		print 0 ready\n
		on exit
		print 0 from the end probe\n
	END
	blocked
}

# rest_of_pipe: what a reader can still get is in the file out
rest_of_pipe() { dd if="$dir/pipe" of="$dir/out" bs=1M iflag=nonblock 2>/dev/null <&"$reader" || true; }

# A reader that stops for a minute, while more is printed than the rings hold: the memory does not grow, ^C works at
# once, and what is told to be lost is what was lost.
case_reader_that_stops_for_a_minute() {
	local before after began
	blocked_with_end_probe
	tell 'bg burst 0-1 0 20-600 1000'
	sleep 5 # the pipe, our buffers and the rings are full: $((2 * 5 * 310 * 1000)) bytes came
	before=$(field "$relay_pid" VmRSS)
	sleep 60
	after=$(field "$relay_pid" VmRSS)
	((after <= before)) || fail "the memory grew from $before to $after kB"
	((slow || after < 16384)) || fail "the memory is $after kB"
	began=${EPOCHREALTIME/./}
	kill -INT "$relay_pid"
	event exited
	((slow || ${EPOCHREALTIME/./} - began < 500000)) || fail "the end probes ran after $((${EPOCHREALTIME/./} - began)) us"
	relay_wait
	((slow || ${EPOCHREALTIME/./} - began < 3000000)) || fail "it came to its end after $((${EPOCHREALTIME/./} - began)) us"
	expect_status 0
	rest_of_pipe
	expect_prefix "$dir/out" 'no one read them'
	(($(messages dropped) > 10000)) || fail "the scenario is no good"
	expect_told_what_was_lost
	expect_removed
}

# The end probes run while the output is blocked. One interrupt leaves the reader a second, a second one does not, and
# what was left is counted.
case_interrupts_while_blocked() {
	blocked_with_end_probe
	tell "burst 0-1 2000 20-600 0"
	kill -INT "$relay_pid"
	event exited
	sleep 0.2
	kill -0 "$relay_pid" || fail "it is gone after one interrupt, with output left"
	kill -INT "$relay_pid"
	relay_wait
	expect_status 0
	rest_of_pipe
	expect_prefix "$dir/out" 'no one read them'
	expect_removed
}

# A reader who comes back while the end probes still run finds all of it, however long it took.
case_reader_that_comes_back_during_the_end_probes() {
	sim <<-END
		print 0 ready\n
		on exit
		pause 3000
		print 0 from the end probe\n
	END
	blocked
	tell "burst 0-1 500 20-600 0"
	kill -INT "$relay_pid"
	event exit
	kill -INT "$relay_pid"
	sleep 2
	cat <&"$reader" >"$dir/out" &
	local cat=$!
	event exited
	relay_wait
	sim_end
	until_true cmp -s "$dir/out" "$dir/sim/stream"
	kill "$cat"
	expect_good_run
}

# A third interrupt is never needed, but if it comes nothing is waited for any more; what was left is counted all the same.
case_three_interrupts_at_once() {
	blocked_with_end_probe
	tell "burst 0-1 2000 20-600 0"
	kill -INT "$relay_pid"
	event exited
	kill -STOP "$relay_pid"
	until_true grep -q '^State:.T' "/proc/$relay_pid/status" || fail "stapio cannot be stopped"
	kill -TERM "$relay_pid"
	kill -HUP "$relay_pid"
	kill -CONT "$relay_pid"
	relay_wait
	(($(happened exited) == 1)) || fail "the module was told to exit $(happened exited) times"
	# The removal is not waited for, either.
	expect_status 1
	expect_err "^WARNING: Module $NAME is being removed; that was not waited for\.$"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	rest_of_pipe
	expect_prefix "$dir/out" 'no one read them'
	expect_told_what_was_lost
	(($(messages whole) > $(wc -l <"$dir/out"))) || fail "the scenario is no good"
	expect_removed
}

# Three that come before the end probes have run leave at once, and with the same account: what the probes print then is not
# shown, and not counted.
case_three_interrupts_during_the_end_probes() {
	sim <<-END
		print 0 ready\n
		on exit
		pause 2000
	END
	blocked
	tell "burst 0-1 2000 20-600 0"
	kill -STOP "$relay_pid"
	until_true grep -q '^State:.T' "/proc/$relay_pid/status" || fail "stapio cannot be stopped"
	kill -INT "$relay_pid"
	kill -TERM "$relay_pid"
	kill -HUP "$relay_pid"
	kill -CONT "$relay_pid"
	relay_wait
	(($(happened exited) == 0)) || fail "the end probes were waited for"
	expect_status 1
	event exited
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	rest_of_pipe
	expect_prefix "$dir/out" 'no one read them'
	expect_err "^WARNING: Module $NAME still runs its end probes"
	expect_removed
}

# A disk that is full for a while. What is printed meanwhile waits in the ring.
case_full_disk() {
	mkdir "$dir/disk"
	mount -t tmpfs -o size=4m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	head -c 3000000 /dev/zero >"$dir/disk/ballast"
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o disk/file
	event started.0
	tell "burst 0-1 8000 20-300 0"
	until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
	tell "burst 0-1 10 20-300 0"
	(($(grep -c 'No space left' "$dir/err") == 1)) || fail "a full disk is told more than once"
	rm "$dir/disk/ballast"
	tell drained request_exit
	relay_wait
	expect_status 0
	expect_stream "$dir/disk/file"
	expect_all_printed
	expect_removed
}

# A disk that stays full: the end comes all the same when it is asked for twice, and the loss is told.
case_full_disk_for_good() {
	mkdir "$dir/disk"
	mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o disk/file
	event started.0
	tell "burst 0-1 8000 20-300 0"
	until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
	kill -INT "$relay_pid"
	event exited
	kill -INT "$relay_pid" 2>/dev/null || true
	relay_wait
	expect_status 1
	expect_prefix "$dir/disk/file" 'the disk was full'
	expect_removed
}

# --- Several files -----------------------------------------------------------------------------------------------------

# sorted PREFIX: the files of that name in the order of their numbers
numbered() { (cd "$dir" && printf '%s\n' "$1".* | sort -t. -k2n | sed "s|^|$dir/|"); }

# whole_messages FILE...: each begins with a message and ends with one
whole_messages() {
	local file
	for file; do
		[[ ! -s $file ]] && continue
		[[ $(head -c 4 "$file") == "cpu " ]] || fail "${file##*/} does not begin with a message"
		[[ $(tail -c 1 "$file" | od -An -tx1) == " 0a" ]] || fail "${file##*/} does not end with a message"
	done
}

case_files_of_limited_size() {
	local files file
	sim -n 4096 <<<"burst 0-1 5000 20-2000 0"$'\nrequest_exit'
	relay -S 1 -o file
	mapfile -t files < <(numbered file)
	((${#files[@]} >= 9)) || fail "there are only ${#files[@]} files"
	[[ ${files[0]} == */file.0 && ! -e $dir/file ]] || fail "the first file is ${files[0]##*/}"
	for file in "${files[@]}"; do
		(($(stat -c %s "$file") <= 1048576)) || fail "${file##*/} has $(stat -c %s "$file") bytes"
	done
	for file in "${files[@]:0:${#files[@]}-1}"; do
		(($(stat -c %s "$file") > 1048576 - 2000)) || fail "${file##*/} has only $(stat -c %s "$file") bytes"
	done
	whole_messages "${files[@]}"
	expect_good_run "${files[@]}"
}

case_files_of_limited_size_and_number() {
	local files
	sim -n 4096 <<<"burst 0-1 5000 20-2000 0"$'\nrequest_exit'
	relay -S 1,3 -o file
	mapfile -t files < <(numbered file)
	((${#files[@]} == 3)) || fail "${#files[@]} files were kept"
	sim_end
	cat "${files[@]}" | cmp -s - <(tail -c "$(cat "${files[@]}" | wc -c)" "$dir/sim/stream") || fail "the last files are not what was printed last"
	expect_status 0
	expect_quiet
}

# switching MODE [OPTION]...: SIGUSR2 while much is printed; MODE is -b for bulk mode, or --
switching() {
	local number
	sim "$1" <<<"burst 0-1 20000 20-60 6000"
	shift
	relay_start "$@"
	event started.0
	for number in {1..4}; do
		sleep 0.2
		kill -USR2 "$relay_pid"
		[[ $* != *-o* ]] || until_true compgen -G "$dir/file*.$number" >/dev/null || fail "no next file"
	done
	tell drained
	sleep 0.1
	tell drained request_exit
	relay_wait
}

case_next_file_on_sigusr2() {
	switching -- -o file
	[[ -e $dir/file && -e $dir/file.1 && -e $dir/file.4 && ! -e $dir/file.5 ]] || fail "there are $(cd "$dir" && echo file*)"
	whole_messages "$dir"/file{,.1,.2,.3,.4}
	expect_good_run "$dir"/file{,.1,.2,.3,.4}
}

case_next_file_on_sigusr2_with_a_limit() {
	switching -- -S 100 -o file
	[[ -e $dir/file.0 && -e $dir/file.4 && ! -e $dir/file.5 ]] || fail "there are $(cd "$dir" && echo file*)"
	whole_messages "$dir"/file.{0,1,2,3,4}
	expect_good_run "$dir"/file.{0,1,2,3,4}
}

case_no_next_file_on_stdout() {
	switching --
	expect_good_run
}

# frames CPU FILE...: together they are that CPU's frames
expect_frames() {
	local cpu=$1
	shift
	sim_end
	cat "$@" | cmp -s - "$dir/sim/frames.$cpu" || fail "the frames of CPU $cpu are not in ${*##*/}"
}

case_next_file_on_sigusr2_in_bulk_mode() {
	switching -b -o file
	expect_status 0
	expect_quiet
	expect_frames 0 "$dir"/file_0 "$dir"/file_cpu0.{1,2,3,4}
	expect_frames 1 "$dir"/file_1 "$dir"/file_cpu1.{1,2,3,4}
	expect_removed
}

bulk() {
	sim -b -c 0,2 "$@" <<-END
		burst 0,2 3000 20-600 0
		request_exit
	END
}

case_bulk_mode() {
	bulk
	relay
	expect_status 0
	expect_quiet
	expect_frames 0 "$dir/stpd_cpu0"
	expect_frames 2 "$dir/stpd_cpu2"
	[[ ! -s $dir/out ]] || fail "something is on standard output"
	expect_removed
}

# A CPU that comes online after the load gets a file as well.
case_bulk_mode_and_a_cpu_that_comes_online() {
	sim -c 0,2 -b <<-END
		burst 0,2 100 20-50 0
		online 5
		burst 0,2,5 100 20-50 0
		request_exit
	END
	relay
	expect_status 0
	expect_quiet
	expect_frames 0 "$dir/stpd_cpu0"
	expect_frames 2 "$dir/stpd_cpu2"
	expect_frames 5 "$dir/stpd_cpu5"
}

case_bulk_mode_in_dialect_4() {
	bulk -4
	relay -o file
	expect_status 0
	expect_frames 0 "$dir/file_0"
	expect_frames 2 "$dir/file_2"
	expect_told_what_was_lost
}

case_bulk_mode_with_a_limit() {
	bulk
	relay -S 1 -o file
	expect_status 0
	expect_frames 0 "$dir/file_cpu0.0"
	expect_frames 2 "$dir/file_cpu2.0"
}

case_bulk_mode_in_the_background() {
	sim -b <<<"burst 0-1 300 20-600 0"
	relay -D -o file
	expect_status 0
	tell drained request_exit
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	expect_frames 0 "$dir/file_cpu0"
	expect_frames 1 "$dir/file_cpu1"
}

case_bulk_mode_overflows() {
	sim -b <<<"print 0 ready\n"
	relay_start -o file
	until_true test -s "$dir/file_0" || fail "nothing comes"
	stopped_while "burst 0-1 4000 20-2000 0"
	tell drained "burst 0-1 10 20 0" drained request_exit
	relay_wait
	expect_status 0
	expect_frames 0 "$dir/file_0"
	expect_frames 1 "$dir/file_1"
	expect_told_what_was_lost
}
