# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (files).

# next_file: asks for it
next_file() { kill -USR2 "$relay_pid"; }

# printed TEXT: the module prints that line, and it is in FILE before this returns
printed() {
	tell "print 0 $1\n"
	until_true grep -qxF -- "$1" "$dir/$2" || fail "\"$1\" does not come to $2"
}

# goes_on_in FILE: what is asked for next is there
goes_on_in() { until_true test -e "$dir/$1" || fail "there is no $1, but $(cd "$dir" && echo log*)"; }

# second_file NAME: the output goes to log, and to NAME when the next file is asked for
second_file() {
	sim <<<"print 0 ready\n"
	relay_start -o log
	printed one log
	next_file
	goes_on_in "$1"
	printed two "$1"
}

# folder_renamed: the output goes to d/log, d becomes e, and then the next file is asked for
folder_renamed() {
	mkdir "$dir/d"
	sim <<<"print 0 ready\n"
	relay_start -o d/log
	printed one d/log
	mv "$dir/d" "$dir/e"
	next_file
}

# waits: how often the relay has waited for something so far
waits() {
	local before
	before=$(grep -c ' wake-ups' "$dir/err")
	kill -USR1 "$relay_pid"
	until_true eval "((\$(grep -c ' wake-ups' '$dir/err') > before))" || fail "it does not tell its totals"
	waits=$(sed -nE 's/.* reads, ([0-9]+) wake-ups.*/\1/p' "$dir/err" | tail -n 1)
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
	sed -i '/^WARNING: Couldn.t open the next/d; / wake-ups, /d; /^CPU [0-9]* was busy: /d' "$dir/err"
	expect_good_run "$dir/$first" "$dir/$2"
}
