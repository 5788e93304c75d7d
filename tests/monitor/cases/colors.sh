# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Errors are red where colours are wanted; NO_COLOR, -C never and SYSTEMTAP_COLORS= are obeyed. No background is set: it may
# be dark or light.
# sizes: 80x24

red() { mux capture-pane -pe | grep -q $'\e\\[[0-9;]*31m.*it broke'; }
any_color() { mux capture-pane -pe | grep -qE $'\e\\[([0-9;]*;)?[349][0-7]m'; }
background() { mux capture-pane -pe | grep -qE $'\e\\[([0-9;]*;)?4[0-8]m'; }

quiet
order 0 1 2 3 4 5
tell 'oob ERROR: it broke'
until_true red || fail "the error is not red"
! background || fail "a background is set"
keys q && restored
for plain in 'NO_COLOR=1 go' 'SYSTEMTAP_COLORS= go' 'go -C never'; do
	sim_end
	: >"$dir/sim/events"
	sim -p "$dir/proc" <<<'print 0 hello\n'
	keys "clear; $plain" Enter
	order 0 1 2 3 4 5
	tell 'oob ERROR: it broke'
	shows 'it broke'
	! any_color || fail "there are colours with $plain"
	keys q && shows 'status 1'
	rm "$dir/after"
done
