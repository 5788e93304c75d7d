# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034 # run sets it
#
# What the cases of tests/monitor are written in. To be sourced by tests/monitor/run.

# shellcheck source=tests/sim/lib.sh
. "$HERE/../sim/lib.sh"
# shellcheck source=tests/sim/record.sh
. "$HERE/../sim/record.sh"

fail() {
	{ printf '%s\n' "$*" && screen; } >"$dir/reason" 2>/dev/null
	exit 1
}

mux() { TMUX='' tmux -S "$dir/tmux" -f /dev/null "$@"; }
screen() { mux capture-pane -p; }
row() { screen | sed -n "$1p"; }
keys() { mux send-keys "$@"; }

screen_has() { screen | grep -qF -- "$1"; }
screen_lacks() { ! screen_has "$1"; }
shows() { until_true screen_has "$1" || fail "the screen does not show: $1"; }
hides() { until_true screen_lacks "$1" || fail "the screen still shows: $1"; }

# row_is NUMBER PATTERN: the row of the screen comes to match (as in [[ ]])
# shellcheck disable=SC2053 # a pattern
row_matches() { local text && text=$(row "$1") && [[ $text == $2 ]]; }
row_is() { until_true row_matches "$1" "$2" || fail "row $1 does not become: $2"; }

# order INDEX...: the probes come to be in this order
order_is() { [[ $(screen | sed -En 's/^ +([0-9]+)  (on|off) .*/\1/p' | tr '\n' ' ') == "$* " ]]; }
order() { until_true order_is "$@" || fail "the probes are not in the order $*"; }

# resize COLUMNSxROWS
resize() { mux resize-window -x "${1%x*}" -y "${1#*x}"; }

# status_is JSON: what the module says from now on, all of it at once
status_is() { cat >"$dir/proc/new" && mv "$dir/proc/new" "$dir/proc/monitor_status"; }
sample() { cat "$HERE/../data/monitor_status-4.8.json"; }

# commanded TEXT: that is what the module was told last
control_is() { [[ $(<"$dir/proc/monitor_control") == "$1" ]]; }
commanded() { until_true control_is "$1" || fail "the module was not told: $1"; : >"$dir/proc/monitor_control"; }

# monitor [OPTION]... <SCENARIO: loads a module that says sample, and starts stapio on it at the prompt of a shell
monitor() {
	mkdir -p "$dir/proc" "$dir/module" && echo module >"$dir/sim_module.ko"
	[[ -e $dir/proc/monitor_status ]] || sample | status_is
	: >"$dir/proc/monitor_control" && : >"$dir/proc/__stdin"
	sim ${bulk:+"$bulk"} -p "$dir/proc"
	printf '#!/bin/sh\necho "$*" >>%q/removed\n' "$dir" >"$dir/staprun" && chmod +x "$dir/staprun"
	cat >"$dir/shell" <<-END
		PS1='prompt> '
		stty -g </dev/tty >$(printf %q "$dir")/before
		go() {
			local module=$(printf %q "$dir")/sim_module.ko # who loads one has a file to read
			[[ " \$* " != *" -A "* ]] || module=sim_module
			$(printf %q "$simmod") keep 3 $(printf %q "$dir")/staprun $(printf %q "$stapio") -F @ -M 1 "\$@" "\$module" 3<$(printf %q "$dir")/module
			echo "status \$?"
			stty -g </dev/tty >$(printf %q "$dir")/after
		}
	END
	mux new-session -d -x "${size%x*}" -y "${size#*x}" "exec bash --rcfile '$dir/shell' -i"
	mux set-option -g window-size manual
	resize "$size"
	shows 'prompt>'
	keys "clear; ${from-}go $* ${to-}" Enter
	from='' to=''
}

# The terminal is as it was, and the module was removed.
restored() {
	shows 'status '
	until_true test -s "$dir/after" || fail "the shell did not come back"
	cmp -s "$dir/before" "$dir/after" || fail "the terminal's settings are not as they were"
	[[ $(mux display-message -p '#{alternate_on}#{cursor_flag}') == 01 ]] || fail "not the normal screen, or no cursor"
}

stapio_pid() { pgrep -x stapio -t "$(mux display-message -p '#{s|/dev/||:pane_tty}')"; }

quiet() { monitor "$@" <<<'print 0 hello from begin\n'; }

# The end: its output is on the normal screen, behind the last page of what was seen.
ends() {
	local how=$1
	monitor <<-'END'
		print 0 hello from begin\n
		on exit
		print 0 an end probe\n
	END
	order 0 1 2 3 4 5 && shows 'hello from begin'
	$how
	restored
	shows 'hello from begin' && shows 'an end probe' && shows 'status 0'
	[[ $(cat "$dir/removed") == *sim_module ]] || fail "the module was not removed"
}

normal_screen() { [[ $(mux display-message -p '#{alternate_on}#{cursor_flag}') == 01 ]]; }
