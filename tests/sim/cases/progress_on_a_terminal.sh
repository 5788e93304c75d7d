# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -o a terminal shows one live line, below all that is said, and at the end one line of how much it was.

sim <<-END
	print 0 one\n
	hold
	oob WARNING: look out
	print 0 two\n
	hold
	request_exit
END
{ on_terminal -C never -o log; exit "$status"; } &
shown() { tr '\r' '\n' <"$dir/screen" | grep -q "$1"; }
until_true shown '^4 bytes, 1 messages, ' || fail "there is no live line: $(<"$dir/screen")"
tell go
until_true shown '^8 bytes, 2 messages, ' || fail "the live line does not go on: $(<"$dir/screen")"
tell go
wait $! && status=0 || status=$?
expect_status 0
expect_stream "$dir/log"
live='[0-9]+ bytes, [0-9]+ messages, [0-9]+ messages/s, 0 lost: log'
# What is said wipes the live line and has it again behind itself.
tr '\r' '\n' <"$dir/screen" | sed 's/ *$//; /^$/d' | uniq >"$dir/seen"
grep -qxE "$live" "$dir/seen" || fail "there is no live line: $(<"$dir/seen")"
[[ $(grep -xA1 'WARNING: look out' "$dir/seen" | tail -n 1) =~ ^$live$ ]] || fail "the live line does not come back behind a warning: $(<"$dir/seen")"
[[ $(tail -n 1 "$dir/seen") =~ ^8\ bytes,\ 2\ messages,\ [0-9]+\ messages/s,\ 0\ lost:\ log$ ]] || fail "it ends with $(tail -n 1 "$dir/seen")"
[[ $(tail -c 5 "$dir/screen" | od -An -tc | tr -d ' ') == 'log\r\n' ]] || fail "the last line does not stay"
