# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who attaches sees what a CPU printed now and then, while another printed more messages between two of them than dialect 4 has
# numbers that are near. (All is printed before: while it attaches, more would find no room.)

sim -4 -n 256 -c 0-1 <<-END
	on load
	already_started
	print 1 one\n
	burst 0 70000 20 0
	print 1 two\n
	burst 0 70000 20 0
	print 1 three\n
	burst 0 70000 20 0
	print 1 four\n
	mark kept
	on run
	pause 100
	request_exit
END
event kept
relay -A
expect_status 0
expect_stream "$dir/out"
expect_no_err 'belonged to no message'
