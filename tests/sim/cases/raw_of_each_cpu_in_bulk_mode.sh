# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bare text of 4.5 in bulk mode: each CPU's lines are in its file.

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
