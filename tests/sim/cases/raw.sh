# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Modules of SystemTap up to 4.5, which print raw text: into one file for all CPUs (-r), or one for each (-r -r).

case_raw_hello() {
	sim -4 -r <<-END
		print 1 Hello World!\n
		request_exit
	END
	relay
	expect_good_run
}

# What poll does not tell of is shown in time all the same: it is not the end that brings it out.
case_raw_as_it_comes() {
	sim -4 -r <<<"print 0 first\n"
	relay_start
	until_true grep -qx first "$dir/out" || fail "nothing comes"
	tell "print 1 no newline:"
	until_true grep -qx 'no newline:' "$dir/out" || fail "the begin of a line does not come"
	tell "burst 0-1 3000 20-300 0" "print 0 last\n" request_exit
	relay_wait
	expect_good_run
}

case_raw_lines() {
	sim -4 -r -n 2048 <<-END
		burst 0-1 10000 20-200 50000
		request_exit
	END
	relay -o lines
	expect_good_run "$dir/lines"
}

case_raw_messages_of_128_kib() {
	sim -4 -r -n 2048 <<-END
		burst 0-1 20 100000-131072 100
		request_exit
	END
	relay
	expect_good_run
}

# No file is larger than said, and each begins with a line.
case_raw_files_of_limited_size() {
	local file
	sim -4 -r -n 4096 <<-END
		burst 0-1 12000 60-200 30000
		request_exit
	END
	relay -S 1 -o file
	expect_good_run "$dir"/file.*
	[[ -s $dir/file.2 ]] || fail "there are no three files"
	for file in "$dir"/file.*; do
		(($(stat -c %s "$file") <= 1048576)) || fail "$file is too large"
		[[ $(tail -c 1 "$file" | od -An -c) == *'\n'* ]] || fail "$file does not end with a line"
	done
}

case_raw_next_file_on_sigusr2() {
	sim -4 -r <<<"print 0 one\n"
	relay_start -o file
	until_true test -s "$dir/file" || fail "nothing comes"
	kill -USR2 "$relay_pid"
	until_true test -e "$dir/file.1" || fail "there is no next file"
	tell "print 1 two\n" request_exit
	relay_wait
	expect_good_run "$dir/file" "$dir/file.1"
	[[ $(<"$dir/file") == one && $(<"$dir/file.1") == two ]] || fail "lines are in the wrong file"
}

case_raw_replay() {
	sim -4 -r <<-END
		on load
		already_started
		burst 0-1 200 20-60 0
		on run
		burst 0-1 500 20-60 5000
		request_exit
	END
	relay -A
	expect_status 0
	expect_stream "$dir/out"
}

# What does not fit is told: the module counts it.
case_raw_overflow() {
	sim -4 -r <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	stopped_while "burst 0-1 8000 100-300 0"
	tell drained "print 1 last\n" request_exit
	relay_wait
	expect_err 'There were [0-9]+ transport failures'
	expect_err '[0-9]+ messages were lost in the kernel, where the relay buffer of CPU 0 was full'
	[[ $(tail -n 1 "$dir/out") == last ]] || fail "the last line is missing"
}

# Of each CPU all that it printed, in its order; between CPUs as it was read.
case_raw_of_each_cpu() {
	sim -4 -r -r -c 0-3 -n 1024 <<-END
		burst 0-3 2000 20-100 20000
		request_exit
	END
	relay
	expect_status 0
	expect_quiet
	sim_end
	cmp -s <(sort "$dir/out") <(sort "$dir/sim/stream") || fail "the output is not what was printed"
	awk '$2 in last && $4 <= last[$2] { exit 1 } { last[$2] = $4 + 0 }' "$dir/out" ||
		fail "the lines of a CPU are out of order"
}

case_raw_of_each_cpu_in_bulk_mode() {
	sim -4 -r -r -b -c 0,2 <<-END
		burst 0 100 20-50 0
		print 2 here\n
		request_exit
	END
	relay -o file
	expect_status 0
	sim_end
	[[ $(<"$dir/file_2") == here ]] || fail "CPU 2: $(<"$dir/file_2")"
	(($(wc -l <"$dir/file_0") == 100)) || fail "CPU 0 has $(wc -l <"$dir/file_0") lines"
}
