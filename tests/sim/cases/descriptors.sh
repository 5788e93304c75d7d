# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # lib.sh
#
# Names of output files that mean descriptors: the caller's, or an error. Never one of ours.

# into_seven NAME [OPTION]...: descriptor 7 has something in it already, and gets the rest
into_seven() {
	sim <<<"$lines"$'\nrequest_exit'
	echo before >"$dir/seven"
	exec 7>>"$dir/seven"
	relay -o "$@"
	exec 7>&-
	[[ $(head -n 1 "$dir/seven") == before ]] || fail "what was there is gone"
	sed -i 1d "$dir/seven"
	[[ ! -s $dir/out ]] || fail "something is on standard output"
	expect_good_run "$dir/seven"
}

case_output_to_dev_fd() { into_seven /dev/fd/7; }
case_output_to_proc_self_fd() { into_seven /proc/self/fd/7; }
case_output_to_proc_thread_self_fd() { into_seven /proc/thread-self/fd/7; }
case_output_to_a_link_to_a_descriptor() {
	ln -s fds/7 "$dir/link"
	ln -s /dev/fd "$dir/fds"
	into_seven link
}

case_output_to_dev_stdout() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o /dev/stdout
	expect_good_run
}

case_output_to_dev_stderr() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o /dev/stderr
	expect_status 0
	expect_stream "$dir/err"
	[[ ! -s $dir/out ]] || fail "something is on standard output"
	expect_removed
}

# bash's -o >(COMMAND): the command sees the end.
case_output_to_a_process() {
	sim <<<"$lines"$'\nrequest_exit'
	relay -o >(
		cat >"$dir/out2"
		: >"$dir/end"
	)
	until_true test -e "$dir/end" || fail "the process does not see the end"
	expect_good_run "$dir/out2"
}

# A pipe that no one reads any more is a closed one.
case_output_to_a_process_that_ends() {
	sim <<<"burst 0-1 0 40 500"
	relay -o >(head -n 1 >"$dir/out2")
	expect_status 0
	expect_quiet
	expect_removed
}

case_output_to_a_descriptor_in_the_background() {
	sim <<<"print 0 ready\n"
	exec 7>"$dir/seven"
	stdout=$dir/pid relay -D -o /dev/fd/7
	exec 7>&-
	expect_status 0
	tell "$lines" request_exit
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	expect_good_run "$dir/seven"
}

# It has no next one.
case_next_file_of_a_descriptor() {
	sim <<<"print 0 ready\n"
	exec 7>"$dir/seven"
	relay_start -o /dev/fd/7
	until_true test -s "$dir/seven" || fail "nothing comes"
	kill -USR2 "$relay_pid"
	tell "$lines" request_exit
	relay_wait
	exec 7>&-
	expect_good_run "$dir/seven"
}

# Whoever waits for the end of another descriptor of the caller's is not to wait for us.
case_other_descriptors_are_closed() {
	mkfifo "$dir/pipe"
	sim <<<"print 0 ready\n"
	cat "$dir/pipe" >"$dir/out2" &
	local reader=$!
	exec 8>"$dir/pipe"
	relay_start
	exec 8>&-
	until_true test -s "$dir/out" || fail "nothing comes"
	wait "$reader" # it came to its end while the session goes on
	tell request_exit
	relay_wait
	expect_good_run
}

# no_output NAME REASON [OPTION]...: nothing runs
no_output() {
	: >"$dir/err"
	relay -o "$1" "${@:3}"
	expect_status 1
	[[ $(<"$dir/err") == "ERROR: $2" ]] || fail "-o $1: standard error is $(<"$dir/err")"
	(($(happened 'start .*') == 0)) || fail "-o $1: the probes were started"
}

# No number means what we have open: the module's folder, trace files, or what we wait on.
case_output_to_a_descriptor_that_is_none() {
	local fd
	sim <<<"$lines"$'\nrequest_exit'
	for fd in {3..40} 255 1023 99999; do
		[[ -e /proc/self/fd/$fd && $fd != 3 ]] ||
			no_output "/dev/fd/$fd" "Couldn't open output file /dev/fd/$fd: the caller has no such descriptor open."
	done
	no_output /dev/stdin "Couldn't open output file /dev/stdin: the caller has it open to read only."
	exec 7>"$dir/seven"
	no_output /dev/fd/7 "-S needs the name of a file in -o: /dev/fd/7 is a descriptor." -S 1
	no_output /dev/fd/007x "Couldn't open output file /dev/fd/007x: No such file or directory"
	exec 7>&-
	sim_end
}

case_output_to_a_descriptor_in_bulk_mode() {
	sim -b <<<"$lines"$'\nrequest_exit'
	exec 7>"$dir/seven"
	no_output /dev/fd/7 "A module in bulk mode needs a file for each CPU: /dev/fd/7 is a descriptor."
	exec 7>&-
	expect_removed
}
