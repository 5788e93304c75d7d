# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Who types faster than the module takes it (a paste, a cat on the keyboard) can end the session all the same, and others can.
# sizes: 80x24

# type_on KEY: on and on, faster than they are served
type_on() { while mux send-keys -N 200 "$1"; do echo >>"$dir/typed"; done 2>/dev/null; }
typed() { (($(wc -l <"$dir/typed") >= $1)); }

quiet
order 0 1 2 3 4 5
local typist pid
pid=$(stapio_pid)
type_on Enter &
typist=$!
until_true typed 5 || fail "nothing is typed"
kill -TERM "$pid"
until_true test -s "$dir/removed" || fail "the session does not end"
until_true test ! -e "/proc/$pid" || fail "stapio is still there"
kill "$typist"
wait "$typist" 2>/dev/null
until_true test -s "$dir/after" || fail "the shell did not come back"
cmp -s "$dir/before" "$dir/after" || fail "the terminal's settings are not as they were"
normal_screen || fail "not the normal screen, or no cursor"
