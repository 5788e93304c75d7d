# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics that can't be written are said once, and end or hold up nothing: a folder that is not there, a FIFO that no
# one reads, one whose reader is slow; nothing that is no file is replaced by one.

sim <<<"print 0 hello\n"
relay_start --stats nowhere/numbers
event started.0
for _ in 1 2; do kill -USR1 "$relay_pid" && until_true test -s "$dir/err"; done
tell request_exit
relay_wait
expect_status 0
(($(grep -c '^WARNING: Couldn.t write statistics to nowhere/numbers: No such file or directory' "$dir/err") == 1)) || fail "it is not said once: $(<"$dir/err")"
sim_end
rm "$dir/removed"

for kind in no-reader slow; do
	rm -r "$dir/sim" && : >"$dir/err"
	mkfifo "$dir/$kind"
	[[ $kind != slow ]] || { exec {hold}<>"$dir/$kind" && dd if=/dev/zero bs=4096 of="$dir/$kind" oflag=nonblock status=none 2>/dev/null; }
	sim <<<"print 0 hello\n"
	relay_start --stats "$kind"
	event started.0
	kill -USR1 "$relay_pid"
	tell "print 0 more\n" request_exit
	relay_wait
	expect_status 0
	expect_removed && rm "$dir/removed"
	expect_stream "$dir/out"
	[[ -p $dir/$kind ]] || fail "the FIFO is none any more"
	[[ $kind == slow ]] || expect_err "^WARNING: Couldn't write statistics to no-reader: no one reads it"
done
relay --stats /dev/null
[[ -c /dev/null ]] || fail "/dev/null is none any more"
