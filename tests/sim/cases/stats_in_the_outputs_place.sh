# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics in the place of the output, or of a file in which that may go on, are refused before anything is opened.

mkdir "$dir/here"
ln -s here "$dir/there"
ln -s log "$dir/link"
for pair in 'log log' 'log ./log' 'here/log there/log' 'log link' 'log log.1' 'log log_cpu1.0.zst' '/dev/fd/7 seven'; do
	read -r output stats <<<"$pair"
	echo before >"$dir/log"
	exec 7>"$dir/seven"
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	relay -o "$output" --stats "$stats"
	exec 7>&-
	expect_status 1
	expect_err "^ERROR: The statistics can't be in $stats: that is where the output goes, or may go on\\."
	[[ $(<"$dir/log") == before ]] || fail "$pair: what was in there is no more"
	sim_end
	rm -rf "$dir"/{sim,removed,err,seven}
done
# Without -o that is standard output, and the files of a module of bulk mode; -c's command prints there with -o, too.
for words in '--stats out' '-o log --stats out' '--stats stpd_cpu0' '--stats stpd_cpu1.1' '--stats err'; do
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	# shellcheck disable=SC2086 # words
	relay $words
	expect_status 1
	expect_err "^ERROR: The statistics can't be in ${words##* }: that is where the (output goes, or may go on|messages go)\\."
	sim_end
	rm -rf "$dir"/{sim,removed,err,out}
done
# What is no file takes both.
sim <<<"print 0 hello\n"$'\nrequest_exit'
relay -o /dev/null --stats /dev/null
expect_status 0
