# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What names and values hold that a terminal would obey is shown, not sent: C0, DEL, C1 as UTF-8 and as a byte, in the view in
# any locale, and in lines where there is no view.
# sizes: 80x24

hostile() {
	LC_ALL=C sed -e 's/"name": "end"/"name": "a\\u001b]2;took\\u0007b\\u009bc\\u007fd"/' -e "s/monreal/m\\\\u009dn/" \
		-e 's/31"/3\\u001b[31m1"/' -e $'s/timer.s/t\x9bs/'
}
again() {
	sim_end
	: >"$dir/sim/events"
	sim -p "$dir/proc" <<<'print 0 one\n'
	keys "clear; $*" Enter
}
sent() { LC_ALL=C grep -qa "$1" "$dir/raw"; }

mkdir -p "$dir/proc"
sample | hostile | status_is
quiet
shows 'a?]2;took?b?c?d' && shows 't?s(1)' && shows 'count: 3?[31m1'
row_is 1 ' m?n *'
[[ $(mux display-message -p '#{pane_title}') != took ]] || fail "the terminal obeyed"
keys q && restored

mux pipe-pane "cat >>'$dir/raw'"
again LC_ALL=C go
shows 'a?]2;took?b??c?d' && shows 't?s(1)' && shows 'm??n'
until_true sent 'took' || fail "nothing was recorded"
! sent $'[\x9b\x9d\x7f]' || fail "C1 or DEL was sent"
keys q && shows 'status 0'

again 'go 2>err | cat >out'
until_true grep -q 'm??n up 00:00:03' "$dir/err" || fail "no status on stderr"
! LC_ALL=C grep -q $'[\x1b\x7f\x9b\x9d]' "$dir/err" || fail "control characters on standard error"
tell request_exit
until_true grep -q '^status 0' "$dir/out" || fail "it did not end well"
