# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is printed while the probes are started is shown as well, though nothing comes behind it.

sim <<-END
	on start
	print 0 one\n
	hold
	on run
	hold
	request_exit
END
{ on_terminal -C never -o log; exit "$status"; } &
shown() { tr '\r' '\n' <"$dir/screen" | grep -q '^4 bytes, 1 messages, '; }
until_true grep -qx one "$dir/log" || fail "nothing comes"
tell go
until_true shown || fail "there is no live line: $(<"$dir/screen")"
tell go
wait $! && status=0 || status=$?
expect_status 0
expect_stream "$dir/log"
