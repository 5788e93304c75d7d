# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --ready-fd that no one reads, or that is full, is said, and holds up nothing.

for kind in full closed; do
	rm -rf "${dir:?}"/{sim,removed,"$kind"} && : >"$dir/err"
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	mkfifo "$dir/$kind"
	# shellcheck disable=SC2094 # a FIFO has two ends
	exec {hold}<>"$dir/$kind" 7>"$dir/$kind"
	[[ $kind == closed ]] || dd if=/dev/zero bs=4096 of="$dir/$kind" oflag=nonblock status=none 2>/dev/null
	[[ $kind == full ]] || exec {hold}>&-
	relay --ready-fd 7
	exec 7>&-
	expect_err "^WARNING: Couldn't write to the descriptor of --ready-fd: (it takes nothing|no one reads it)"
	: >"$dir/err"
	expect_good_run
done
