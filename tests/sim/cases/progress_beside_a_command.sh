# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command has the terminal to itself: no live line then, but the closing one.

sim <<<"print 0 hello\n"
on_terminal -o log -c 'sh -c "echo begun; sleep 1.3; echo done"'
expect_status 0
tr -d '\r' <"$dir/screen" >"$dir/seen"
[[ $(sed -n '1,2p' "$dir/seen" | xargs) == 'begun done' ]] || fail "the command does not have the terminal: $(<"$dir/seen")"
(($(grep -c messages/s "$dir/seen") == 1)) || fail "there is not one line of how much it was: $(<"$dir/seen")"
[[ $(tail -n 1 "$dir/seen") =~ ^6\ bytes,\ 1\ messages,\ [0-9]+\ messages/s,\ 0\ lost:\ log$ ]] || fail "it ends with $(tail -n 1 "$dir/seen")"
