# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # lib.sh
#
# Where output goes, and what becomes of it when that place is full, slow or gone: rules 4, 7 and 8 of stapio.

lines='burst 0-1 500 20-200 0'

case_stdout_is_a_pipe() {
	sim <<<"$lines"$'\nrequest_exit'
	relay_on - > >(cat >"$dir/out")
	relay_wait
	until_true cmp -s "$dir/out" <(cat "$dir/out") # the pipe's other end is read by then
	until_true test "$(wc -c <"$dir/out")" -gt 0
	sim_end
	until_true cmp -s "$dir/out" "$dir/sim/stream" || fail "the output is not what was printed"
	expect_good_run
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
	tell "$lines" drained
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

# ^C works while the output is blocked: the end probes run. A second one drops what is left, and counts it.
case_interrupts_while_blocked() {
	sim <<-END
		print 0 ready\n
		on exit
		print 0 from the end probe\n
	END
	blocked
	tell "burst 0-1 2000 20-600 0"
	kill -INT "$relay_pid"
	event exited
	sleep 0.2
	kill -0 "$relay_pid" || fail "it is gone after one interrupt, with output left"
	kill -INT "$relay_pid"
	relay_wait
	expect_status 0
	dd if="$dir/pipe" of="$dir/out" bs=1M iflag=nonblock 2>/dev/null <&"$reader" || true
	sim_end
	cmp -s "$dir/out" <(head -c "$(wc -c <"$dir/out")" "$dir/sim/stream") || fail "what came out is not what was printed"
	local told
	told=$(sed -nE 's/^WARNING:.* ([0-9]+) bytes.* dropped.*/\1/p; s/^WARNING: [0-9]+ messages \(([0-9]+) bytes\) were read but.*/\1/p' "$dir/err")
	((${told:-0} + $(wc -c <"$dir/out") == $(bytes whole))) ||
		fail "$(bytes whole) bytes were printed, $(wc -c <"$dir/out") came out and ${told:-none} are told to be dropped"
	expect_removed
}

# A third interrupt is never needed, but if it comes nothing waits any more.
case_three_interrupts_at_once() {
	sim <<<"print 0 ready\n"
	blocked
	tell "burst 0-1 2000 20-600 0"
	kill -INT "$relay_pid"
	event exited
	kill -INT "$relay_pid"
	kill -INT "$relay_pid" 2>/dev/null || true
	relay_wait
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
	sim_end
	cmp -s "$dir/disk/file" <(head -c "$(wc -c <"$dir/disk/file")" "$dir/sim/stream") || fail "what came out is not what was printed"
	local told
	told=$(sed -nE 's/^WARNING:.* ([0-9]+) bytes.* dropped.*/\1/p; s/^WARNING: [0-9]+ messages \(([0-9]+) bytes\) were read but.*/\1/p' "$dir/err")
	((${told:-0} + $(wc -c <"$dir/disk/file") == $(bytes whole))) ||
		fail "$(bytes whole) bytes were printed, $(wc -c <"$dir/disk/file") are in the file and ${told:-none} are told to be dropped"
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
	sim "$1" <<<"burst 0-1 20000 20-60 6000"
	shift
	relay_start "$@"
	event started.0
	for _ in {1..4}; do
		sleep 0.2
		kill -USR2 "$relay_pid"
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
	expect_frames 0 "$dir"/file_0{,.1,.2,.3,.4}
	expect_frames 1 "$dir"/file_1{,.1,.2,.3,.4}
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
	until_true test -e "$dir/removed" || fail "removal was not asked for"
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
