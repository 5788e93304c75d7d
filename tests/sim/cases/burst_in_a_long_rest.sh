# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# However long the user has a rest be (-T), what begins to print much meanwhile is noticed before its buffer is full, and
# little that is printed does not end the rest.

sim -c 0-1 -n 1024 <<-END
	burst 0 10 40 10
	burst 0 6000 1000 3000
	burst 1 10 40 10
	burst 0-1 3000 1000 3000
	request_exit
END
relay -v -T 3000
expect_status 0
expect_stream "$dir/out"
expect_all_printed
reads=$(sed -En 's/^[0-9]+ messages, [0-9]+ bytes, ([0-9]+) reads.*/\1/p' "$dir/err" | tail -n 1)
((reads < 300)) || fail "$reads reads"
