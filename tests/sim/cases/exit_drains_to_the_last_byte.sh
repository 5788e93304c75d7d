# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# After EXIT everything that is there is read, also what one buffer of ours does not hold.

sim -n 2048 <<-END
	print 0 ready\n
	on exit
	burst 0-1 30000 100-300 0
	print 1 this is the end\n
END
relay_start
event started.0
kill -TERM "$relay_pid"
relay_wait
expect_good_run
[[ $(tail -n 1 "$dir/out") == "this is the end" ]] || fail "the last line is not there"
