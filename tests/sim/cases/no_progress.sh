# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# No line of how far it is: with -q, where standard error is no terminal, where the output goes to the terminal.

for options in '-q -o log' '-o /dev/stdout' '-o /dev/tty' ''; do
	pause=1
	[[ $options != -q* ]] || pause=1200 # as long as it would take to a live line
	sim <<<"print 0 hello\n"$'\npause '$pause$'\nrequest_exit'
	# shellcheck disable=SC2086 # words
	on_terminal $options
	expect_status 0
	! grep -q messages "$dir/screen" || fail "$options: $(<"$dir/screen")"
	sim_end && rm -r "$dir/sim"
done
rm "$dir/removed"
hello
relay -o log
expect_good_run "$dir/log"
