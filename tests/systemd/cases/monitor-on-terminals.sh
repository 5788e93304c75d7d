# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The view of -M on terminals of three sizes, of a real module's real probes: each line of it is as wide as the terminal at
# most, the sorted column is marked, hits come, and the terminal is given back. Without a background it is for dark and light.
# modules: monitor
# packages: tmux

# A server of its own for each: one that ends has its socket for a moment.
mux() { tmux -S "$PWD/$size-$color" -f /dev/null "$@"; }
screen() { mux capture-pane -p; }
shows() { wait_until "screen | grep -qE -- '$1'"; }

export LC_ALL=C.UTF-8
for size in 80x24 120x40 200x60; do
	for color in always never; do
		mux new-session -d -x "${size%x*}" -y "${size#*x}" bash --norc
		mux set-option -g status off
		mux set-option -g window-size manual
		mux resize-window -x "${size%x*}" -y "${size#*x}"
		mux send-keys "clear; PS1='done> '; $STAPRUN -C $color -M 1 monitor.ko" Enter
		shows ' on +[1-9][0-9]* +1 +2 +3 .*timer\.ms'
		shows 'tick [0-9]+'
		screen >seen
		(($(wc -l <seen) == ${size#*x})) || fail "$size: it has $(wc -l <seen) lines"
		grep -qF 'index↑' seen || fail "$size: no column is marked as what it is sorted by"
		grep -q 'B/s' seen || fail "$size: the title does not say how much comes"
		mux capture-pane -pe >colored
		! grep -qE $'\e\\[([0-9;]*;)?4[0-8]m' colored || fail "$size: a background is set"
		mux send-keys q
		shows 'done>'
		gone monitor
		mux kill-server
	done
done
