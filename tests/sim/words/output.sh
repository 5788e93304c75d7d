# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (output).

lines='burst 0-1 500 20-200 0'

# prints_for_ever: a script that never ends. At the event "some read" stapio has read what is more than a line: a reader that goes
# then shows the same on any machine.
prints_for_ever() {
	sim <<-END
		burst 0-1 100 40 500
		drained
		mark some read
		burst 0-1 0 40 500
	END
}

# blocked: starts stapio, whose stdout is a pipe that nobody reads now; read it with "cat <&$reader"
blocked() {
	mkfifo "$dir/pipe"
	exec {reader}<>"$dir/pipe"
	stdout=$dir/pipe relay_start
	event started.0
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

# frames CPU FILE...: together they are that CPU's frames
expect_frames() {
	local cpu=$1
	shift
	sim_end
	cat "$@" | cmp -s - "$dir/sim/frames.$cpu" || fail "the frames of CPU $cpu are not in ${*##*/}"
}

bulk() {
	sim -b -c 0,2 "$@" <<-END
		burst 0,2 3000 20-600 0
		request_exit
	END
}

# A whole run of such a module in dialect 4, into files of a name that was asked for.
bulk_into_files_of_a_name() {
	bulk -4
	relay -o file
	expect_status 0
	expect_frames 0 "$dir/file_0"
	expect_frames 2 "$dir/file_2"
	expect_told_what_was_lost
	expect_removed
}

# bulk_run [OPTION]... COMMAND...: one of several runs of a module that does that, whose history of bulk mode is log_cpu*, and what all
# print $dir/all
bulk_run() {
	local options=()
	while [[ $1 == -* ]]; do options+=("$1") && shift; done
	sim -b -n 4096 -c 0,2 "${options[@]}" < <(printf '%s\n' "$@" drained request_exit)
	relay -S 1 -o log
	expect_status 0
	sim_end
	cat "$dir/sim/stream" >>"$dir/all"
	rm -r "$dir/sim"
}

# three_bulk_runs [OPTION]...: on CPU 2 the numbers rise from the second to the third
three_bulk_runs() {
	bulk_run "$@" 'burst 0,2 300 20-200 0'
	bulk_run "$@" 'print 2 quiet\n' 'burst 0 5000 200-300 0'
	bulk_run "$@" 'burst 0 300 20-200 0' 'print 2 quiet again\n' 'burst 0,2 300 20-200 0'
	"$merge" "$dir"/log_cpu* >"$dir/merged" 2>"$dir/said" || fail "stap-merge: $(<"$dir/said")"
	cmp -s "$dir/merged" "$dir/all" || fail "it is not what was printed"
	[[ ! -s $dir/said ]] || fail "stap-merge: $(<"$dir/said")"
}
