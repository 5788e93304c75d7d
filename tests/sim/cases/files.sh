# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034,SC2016 # lib.sh; what is made possible later is evaluated later
#
# From one output file to the next: whatever is there, whoever renames it, and when the next can't be had. Nothing that was
# there before is touched but by the rule of -S, nothing that is printed is lost.

# next_file: asks for it
next_file() { kill -USR2 "$relay_pid"; }

# printed TEXT: the module prints that line, and it is in FILE before this returns
printed() {
	tell "print 0 $1\n"
	until_true grep -qxF -- "$1" "$dir/$2" || fail "\"$1\" does not come to $2"
}

# goes_on_in FILE: what is asked for next is there
goes_on_in() { until_true test -e "$dir/$1" || fail "there is no $1, but $(cd "$dir" && echo log*)"; }

# waits: how often the relay has waited for something so far
waits() {
	local before
	before=$(grep -c ' wake-ups' "$dir/err")
	kill -USR1 "$relay_pid"
	until_true test "$(grep -c ' wake-ups' "$dir/err")" -ge $((before + 1)) || true
	until_true eval "((\$(grep -c ' wake-ups' '$dir/err') > before))" || fail "it does not tell its totals"
	waits=$(sed -nE 's/.* reads, ([0-9]+) wake-ups.*/\1/p' "$dir/err" | tail -n 1)
}

# The name is taken by a folder: the next number is free.
case_next_file_is_a_folder() {
	mkdir "$dir/log.1"
	sim <<<"print 0 ready\n"
	relay_start -o log
	printed one log
	next_file
	goes_on_in log.2
	printed two log.2
	tell request_exit
	relay_wait
	expect_good_run "$dir"/log{,.2}
}

# refused_next MAKE-IT-POSSIBLE NEXT WHY CURRENT: what becomes of a next file that cannot be opened
refused_next() {
	local first=$4
	until_true grep -q "^WARNING: Couldn't open the next output file .*: $3\. Output goes on in .*" "$dir/err" ||
		fail "it is not told that there is no next file"
	printed two "$first"
	next_file
	printed three "$first"
	# It is tried again now and then, not without pause: that would be tens of thousands of times.
	waits
	tell "pause 2500"
	printed four "$first"
	local before=$waits
	waits
	((waits - before < 500)) || fail "it was waited for $((waits - before)) times"
	eval "$1"
	goes_on_in "$2"
	printed five "$2"
	tell request_exit
	relay_wait
	(($(grep -c "^WARNING: Couldn't open" "$dir/err") == 1)) || fail "it is not told once"
	sed -i '/^WARNING: Couldn.t open the next/d; / wake-ups, /d' "$dir/err"
	expect_good_run "$dir/$first" "$dir/$2"
}

case_next_file_in_a_folder_that_was_renamed() {
	mkdir "$dir/d"
	sim <<<"print 0 ready\n"
	relay_start -o d/log
	printed one d/log
	mv "$dir/d" "$dir/e"
	next_file
	refused_next 'mkdir "$dir/d"' d/log 'No such file or directory' e/log
}

case_next_file_where_no_inode_is_left() {
	mkdir "$dir/disk"
	mount -t tmpfs -o size=4m,nr_inodes=3 tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	touch "$dir/disk/ballast"
	sim <<<"print 0 ready\n"
	relay_start -o disk/log
	printed one disk/log
	next_file
	refused_next 'rm "$dir/disk/ballast"' disk/log.1 'No space left on device' disk/log
}

# With a limit of size: the first file grows beyond it, as the other way would be to lose what is printed.
case_limited_files_in_a_folder_that_was_renamed() {
	mkdir "$dir/d"
	sim -n 4096 <<<"print 0 ready\n"
	relay_start -S 1,3 -o d/log
	until_true test -s "$dir/d/log.0" || fail "nothing comes"
	mv "$dir/d" "$dir/e"
	tell "burst 0-1 2000 600 0" drained
	refused_next 'mkdir "$dir/d"' d/log.1 'No such file or directory' e/log.0
}

# One interrupt is obeyed at once.
case_interrupt_while_there_is_no_next_file() {
	mkdir "$dir/d"
	sim <<<"print 0 ready\n"
	relay_start -o d/log
	printed one d/log
	mv "$dir/d" "$dir/e"
	next_file
	until_true grep -q "^WARNING: Couldn't open" "$dir/err" || fail "it is not told"
	printed two e/log
	kill -INT "$relay_pid"
	relay_wait
	(($(wc -l <"$dir/err") == 1)) || fail "$(wc -l <"$dir/err") lines are on standard error"
	: >"$dir/err"
	expect_good_run "$dir/e/log"
}

# logrotate's own procedure, with and without "create".
case_rename_and_signal() {
	sim <<<"print 0 ready\n"
	relay_start -o log
	printed one log
	mv "$dir/log" "$dir/log.1"
	printed two log.1
	next_file
	goes_on_in log
	printed three log
	mv "$dir/log.1" "$dir/log.2"
	mv "$dir/log" "$dir/log.1"
	echo created >"$dir/log"
	next_file
	tell "print 0 four\n"
	until_true grep -qx four "$dir/log" || fail "it does not go on in the file that was created for it"
	tell request_exit
	relay_wait
	[[ $(head -n 1 "$dir/log") == created ]] || fail "the file that was created was emptied"
	sed -i 1d "$dir/log"
	expect_good_run "$dir"/log{.2,.1,}
}

case_copytruncate() {
	sim <<<"print 0 ready\n"
	relay_start -o log
	printed one log
	cp "$dir/log" "$dir/log.1"
	: >"$dir/log"
	printed two log
	tell request_exit
	relay_wait
	expect_good_run "$dir"/log{.1,}
}

# In bulk mode for each CPU; two are renamed, one is as it was.
case_rename_and_signal_in_bulk_mode() {
	sim -b -c 0-1 <<<"print 0 ready\n"
	relay_start -o log
	until_true test -s "$dir/log_0" || fail "nothing comes"
	mv "$dir/log_0" "$dir/log_0.1"
	next_file
	goes_on_in log_0
	goes_on_in log_cpu1.1
	tell "burst 0-1 300 20-60 0" drained request_exit
	relay_wait
	expect_status 0
	expect_quiet
	expect_frames 0 "$dir"/log_0{.1,}
	expect_frames 1 "$dir"/log_{1,cpu1.1}
}

# What someone else has put there stays as it is.
case_next_file_passes_over_what_is_there() {
	echo mine >"$dir/log.1"
	echo mine >"$dir/log.3"
	ln -s nowhere "$dir/log.4"
	sim <<<"print 0 ready\n"
	relay_start -o log
	printed one log
	next_file
	goes_on_in log.2
	printed two log.2
	next_file
	goes_on_in log.5
	printed three log.5
	tell request_exit
	relay_wait
	[[ $(cat "$dir"/log.{1,3}) == mine$'\n'mine && ! -e $dir/nowhere ]] || fail "a file that was there was written to"
	expect_good_run "$dir"/log{,.2,.5}
}

# limited_run: one that leaves some files of a megabyte, or goes on behind those of earlier ones
limited_run() {
	sim -n 4096 <<<"burst 0-1 2000 900 0"$'\nrequest_exit'
	relay -S 1,3 -o log
	expect_status 0
	sim_end
}

# Three runs are one history, of which the last three files stay.
case_history_goes_on_over_restarts() {
	limited_run
	[[ $(cd "$dir" && echo log*) == "log.1 log.2 log.3" ]] || fail "the first run left $(cd "$dir" && echo log*)"
	cp "$dir/log.3" "$dir/kept"
	rm -r "$dir/sim"
	limited_run
	[[ $(cd "$dir" && echo log*) == "log.5 log.6 log.7" ]] || fail "the second run left $(cd "$dir" && echo log*)"
	tail -c 1000000 "$dir/sim/stream" | cmp -s - <(cat "$dir"/log.{5,6,7} | tail -c 1000000) || fail "the end is not there"
	rm -r "$dir/sim"
	sim <<<"print 0 ready\nrequest_exit"$'\nrequest_exit'
	relay -S 1,3 -o log
	[[ $(cd "$dir" && echo log*) == "log.6 log.7 log.8" ]] || fail "the third run left $(cd "$dir" && echo log*)"
	cmp -s "$dir/log.8" "$dir/sim/stream" || sim_end
	expect_stream "$dir/log.8"
}

# In the background, with names that are relative: to where it was started, from the first file to the last.
case_next_file_in_the_background() {
	local pid
	mkdir "$dir/d"
	sim <<<"print 0 ready\n"
	stdout=$dir/pid relay -D -o d/log
	expect_status 0
	pid=$(<"$dir/pid")
	printed one d/log
	kill -USR2 "$pid"
	goes_on_in d/log.1
	printed two d/log.1
	tell request_exit
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	expect_quiet
	expect_stream "$dir"/d/log{,.1}
}

# A disk that is full of what was renamed: the space is free once we let go of it.
case_next_file_while_the_disk_is_full() {
	mkdir "$dir/disk"
	mount -t tmpfs -o size=1m tmpfs "$dir/disk" || fail "no tmpfs can be mounted"
	sim -n 2048 <<<"print 0 ready\n"
	relay_start -o disk/log
	event started.0
	tell "burst 0-1 4000 20-300 0"
	until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
	cp "$dir/disk/log" "$dir/first" && rm "$dir/disk/log"
	next_file
	goes_on_in disk/log
	tell drained request_exit
	relay_wait
	expect_status 0
	expect_stream "$dir/first" "$dir/disk/log"
	expect_removed
}
