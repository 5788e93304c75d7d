# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # lib.sh
#
# Outputs that take nothing: for the moment, for good, for want of a reader. What is not written is counted and told to the
# byte, the status says so, and the session ends when the script does.

# expect_told_dropped FILE CAUSE: what the module printed and is not in FILE is told to be dropped
expect_told_dropped() {
	local told out lines
	sim_end
	out=$(wc -c <"$1") lines=$(wc -l <"$1")
	cmp -s "$1" <(head -c "$out" "$dir/sim/stream") || fail "what came out is not what was printed"
	told=$(sed -nE "s/^WARNING: ([0-9]+) messages of ([0-9]+) bytes were dropped \\(.*\\), because $2.*/\1 \2/p" "$dir/err")
	[[ $told == "$(($(messages whole) - lines)) $(($(bytes whole) - out))" ]] ||
		fail "$(messages whole) messages of $(bytes whole) bytes were printed, $lines of $out came out, and dropped are ${told:-none}"
}

# broken_sink NAME: an output that took the first line, and then is given more
broken_sink() {
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o "module/$1"
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	tell "burst 0-1 3000 20-400 0"
}

# An error that waiting does not heal. It is read on: nothing piles up.
case_write_that_fails_for_good() {
	broken_sink sink-eio
	tell drained "burst 0-1 3000 20-400 0" drained request_exit
	relay_wait
	expect_status 1
	expect_told_dropped "$dir/sim/sink" "the output failed: Input\\/output error"
	(($(grep -c "^ERROR: Couldn't write to module/sink-eio: Input/output error" "$dir/err") == 1)) || fail "it is not told once"
	(($(wc -l <"$dir/err") == 2)) || fail "$(wc -l <"$dir/err") lines are on standard error"
	expect_removed
}

# One CPU's file is broken, the other goes on.
case_write_that_fails_for_one_cpu() {
	mkdir "$dir/d"
	sim -b -c 0-1 <<<"print 0 ready\n"
	ln -s ../module/sink-eio "$dir/d/log_0"
	relay_start -o d/log
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	tell "burst 0-1 300 20-400 0" drained "burst 0-1 300 20-400 0" drained request_exit
	relay_wait
	expect_status 1
	expect_frames 1 "$dir/d/log_1"
	cmp -s "$dir/sim/sink" <(head -c "$(wc -c <"$dir/sim/sink")" "$dir/sim/frames.0") || fail "what came out is not what was printed"
	expect_err 'WARNING: 600 messages of [0-9]+ bytes were dropped \(CPU 0: 600\), because the output failed: Input/output error'
	expect_removed
}

# The next file ends it.
case_next_file_behind_a_broken_one() {
	mkdir "$dir/d"
	ln -s ../module/sink-eio "$dir/d/log"
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o d/log
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	tell "burst 0-1 10 20-400 0" drained
	until_true grep -q "^ERROR: Couldn't write to d/log" "$dir/err" || fail "it is not told"
	rm "$dir/d/log"
	kill -USR2 "$relay_pid"
	until_true test -e "$dir/d/log" || fail "there is no next file"
	tell "print 0 here\n" drained request_exit
	relay_wait
	expect_status 1
	sim_end
	[[ $(cat "$dir/d/log") == here ]] || fail "the next file has $(cat "$dir/d/log")"
	expect_err 'WARNING: 20 messages of [0-9]+ bytes were dropped'
	expect_removed
}

# A write that takes nothing and says nothing is tried again, not without pause, and not for ever.
case_write_that_takes_nothing_for_a_minute() {
	broken_sink sink-zero
	until_true grep -q "^WARNING: Couldn't write to module/sink-zero: it took nothing" "$dir/err" || fail "it is not told"
	tell request_exit
	patience=40 relay_wait
	expect_status 1
	expect_told_dropped "$dir/sim/sink" "the output took nothing"
	expect_removed
}

# A file system that tells as the file is closed what it has no room for.
case_close_that_fails() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o module/sink-close
	expect_status 1
	[[ $(<"$dir/err") == "ERROR: Not all that was written to module/sink-close is there: Disk quota exceeded" ]] ||
		fail "standard error is $(<"$dir/err")"
	: >"$dir/err"
	status=0
	expect_good_run "$dir/sim/sink"
}

# The same for one that is left for the next.
case_close_that_fails_at_the_next_file() {
	mkdir "$dir/d"
	ln -s ../module/sink-close "$dir/d/log"
	sim <<<"print 0 ready\n"
	relay_start -o d/log
	until_true test -s "$dir/sim/sink" || fail "nothing comes"
	rm "$dir/d/log"
	kill -USR2 "$relay_pid"
	until_true grep -q '^ERROR: Not all that was written to d/log is there: Disk quota exceeded' "$dir/err" || fail "it is not told"
	tell "print 0 next\n" request_exit
	relay_wait
	expect_status 1
	expect_stream "$dir/sim/sink" "$dir/d/log"
	expect_removed
}

# A file as large as the shell allows (ulimit -f) is like a full disk: no signal ends us, and what was not written is counted,
# or written once the limit is raised.
case_file_size_limit() {
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o file
	event started.0
	until_true test -s "$dir/file" || fail "nothing comes"
	prlimit --pid "$relay_pid" --fsize=100000:
	tell "burst 0-1 4000 20-300 0"
	until_true grep -q '^WARNING: .*: File too large' "$dir/err" || fail "it is not told"
	tell "burst 0-1 10 20-300 0"
	prlimit --pid "$relay_pid" --fsize=unlimited:
	tell drained request_exit
	relay_wait
	expect_status 0
	(($(grep -c 'File too large' "$dir/err") == 1)) || fail "it is told more than once"
	expect_stream "$dir/file"
	expect_all_printed
	expect_removed
}

case_file_size_limit_for_good() {
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o file
	event started.0
	until_true test -s "$dir/file" || fail "nothing comes"
	prlimit --pid "$relay_pid" --fsize=100000:
	tell "burst 0-1 4000 20-300 0"
	until_true grep -q '^WARNING: .*: File too large' "$dir/err" || fail "it is not told"
	kill -INT "$relay_pid"
	event exited
	kill -INT "$relay_pid" 2>/dev/null || true
	relay_wait
	expect_status 1
	(($(stat -c %s "$dir/file") == 100000)) || fail "$(stat -c %s "$dir/file") bytes were written"
	expect_prefix "$dir/file" 'the file was as large as it may be'
	expect_removed
}

# The command and the shells of a script have that signal as ever.
case_file_size_limit_of_what_we_start() {
	sim <<-END
		print 0 ready\n
		system grep -h ^SigIgn /proc/self/status >ignored.system
		pause 100
	END
	relay -c 'sh -c "grep -h ^SigIgn /proc/self/status >ignored.command"'
	expect_status 0
	for file in "$dir"/ignored.{system,command}; do
		until_true test -s "$file" || fail "${file##*.} was not run"
		((0x$(awk '{ print $2 }' "$file") >> 24 & 1)) && fail "${file##*.} ignores SIGXFSZ"
	done
	((0x$(awk '{ print $2 }' "$dir/ignored.command") == 0)) || fail "the command ignores $(<"$dir/ignored.command")"
}

# The script has ended, the disk is full, and no one is there to see it: half a minute, then the end.
case_full_disk_at_the_end_for_a_minute() {
	mkdir "$dir/disk"
	mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o disk/file
	event started.0
	tell "burst 0-1 8000 20-300 0"
	until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
	tell request_exit "pause 2000"
	kill -0 "$relay_pid" || fail "room was not waited for"
	patience=40 relay_wait
	expect_status 1
	expect_prefix "$dir/disk/file" 'the disk was full'
	expect_removed
}

case_full_disk_at_the_end_in_the_background_for_a_minute() {
	local pid
	mkdir "$dir/disk"
	mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	sim -n 2048 <<<"print 0 ready\n"
	stdout=$dir/pid relay -D -o disk/file
	pid=$(<"$dir/pid")
	tell "burst 0-1 8000 20-300 0" request_exit
	patience=60 until_true test -s "$dir/removed" || { kill -KILL "$pid"; fail "it does not come to its end"; }
	until_true eval "! kill -0 $pid"
	sim_end
	cmp -s "$dir/disk/file" <(head -c "$(wc -c <"$dir/disk/file")" "$dir/sim/stream") || fail "what came out is not what was printed"
	expect_removed
}

# --- Readers -----------------------------------------------------------------------------------------------------------

# A FIFO that no one opens: nothing of it is believed to be read. An interrupt ends the wait.
case_fifo_that_no_one_reads() {
	mkfifo "$dir/pipe"
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o pipe
	event started.0
	tell "burst 0-1 3000 20-400 0"
	kill -INT "$relay_pid"
	event exited
	kill -INT "$relay_pid" 2>/dev/null || true
	relay_wait
	expect_status 1
	expect_told_dropped /dev/null 'no one opened the output'
	expect_removed
}

# It is waited for half a minute once the script has ended, and no longer.
case_fifo_that_no_one_reads_for_a_minute() {
	mkfifo "$dir/pipe"
	sim <<<"$lines"$'\nrequest_exit'
	patience=40 relay -o pipe
	expect_status 1
	expect_told_dropped /dev/null 'no one opened the output'
	expect_removed
}

# Someone comes after the script has ended: all of it is there, and much more than a pipe holds.
case_fifo_that_is_read_after_the_end() {
	mkfifo "$dir/pipe"
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -o pipe
	event started.0
	tell "burst 0-1 8000 20-400 0" request_exit
	event exited
	tell "pause 500"
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	relay_wait
	wait "$reader"
	expect_good_run "$dir/out2"
}

# Who waits for a script that prints nothing is let in, and sees its end.
case_fifo_of_a_silent_script() {
	mkfifo "$dir/pipe"
	sim <<<"pause 1"
	relay_start -o pipe
	event started.0
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	tell request_exit
	relay_wait
	wait "$reader"
	expect_good_run "$dir/out2"
}

# The reader of a script that prints nothing goes away: no one is there any more, and that is noticed at once.
case_closed_pipe_of_a_silent_script() {
	sim <<<"print 0 ready\n"
	relay_on - > >(head -n 1 >"$dir/out2")
	relay_wait
	(($(happened exited) == 1)) || fail "the module was not told to exit"
	expect_status 0
	expect_quiet
	expect_removed
}

case_closed_fifo_of_a_silent_script() {
	mkfifo "$dir/pipe"
	sim <<<"print 0 ready\n"
	head -n 1 "$dir/pipe" >"$dir/out2" &
	relay -o pipe
	expect_status 0
	expect_quiet
	expect_removed
}

# in_terminal PYTHON: stapio's standard output is a terminal that is not its controlling one; PYTHON is what its user does then
in_terminal() {
	python3 - "$dir" "$stapio" "$NAME" "$1" <<-'END'
		import os, pty, subprocess, sys, time
		dir, stapio, name, then = sys.argv[1:]
		os.chdir(dir)
		os.environ["SYSTEMTAP_STAPRUN"] = dir + "/staprun"
		master, slave = pty.openpty()
		folder = os.open("module", os.O_RDONLY)
		process = subprocess.Popen([stapio, "-F", str(folder), "--", name], stdin=subprocess.DEVNULL, stdout=slave,
			stderr=open("err", "a"), pass_fds=[folder], start_new_session=True)
		os.close(slave)
		os.close(folder)
		line = b""
		while b"ready" not in line: line += os.read(master, 100)
		exec(then)
		open("status", "w").write(str(process.wait(timeout=60)))
	END
	status=$(<"$dir/status")
}

# A terminal that hangs up is a closed pipe, whether or not something is printed.
case_terminal_that_hangs_up() {
	sim <<<"print 0 ready\n"$'\npause 300\nburst 0-1 0 40 500'
	in_terminal 'os.close(master)'
	expect_status 0
	expect_quiet
	expect_removed
}

case_terminal_that_hangs_up_of_a_silent_script() {
	sim <<<"print 0 ready\n"
	in_terminal 'os.close(master)'
	expect_status 0
	expect_quiet
	expect_removed
}
