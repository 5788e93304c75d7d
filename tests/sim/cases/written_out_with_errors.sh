# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the disk tells later, as the recording is written out, or when it is done: that not all of it is there. It is said
# once of a file, the status is 1, and the recording goes on.

((!slow)) || exit 0
for call in fdatasync:error=EIO sync_file_range:error=ENOSPC:when=2+; do
	rm -rf "$dir"/{sim,removed,log*} && : >"$dir/err"
	wrap=(strace -D -f -qq -o "$dir/calls" -e "trace=${call%%:*}" -e "inject=$call")
	sim -n 8192 <<<"print 0 ready\n"
	relay_start -o log
	until_true test -s "$dir/log" || fail "nothing comes"
	for _ in {1..25}; do tell "burst 0-1 500 900-1100 0" drained; done
	tell request_exit
	relay_wait
	expect_status 1
	reason='Input/output error'
	[[ $call == fdatasync* ]] || reason='No space left on device'
	[[ $(<"$dir/err") == "ERROR: Not all that was written to log is there: $reason" ]] || fail "standard error is $(<"$dir/err")"
	expect_stream "$dir/log"
	expect_all_printed
	expect_removed
done
