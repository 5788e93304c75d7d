# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (wishes).

# refused [TEXT]: exit status 1, an error with TEXT in it, no probe started, and the module went
refused() {
	expect_status 1
	expect_err "${1:-^ERROR: }"
	(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
	expect_removed
}

# The number of a process that there is none of: this machine's own /proc knows.
no_process() { local pid=4000000; while [[ -e /proc/$pid ]]; do pid=$((pid - 1)); done; echo $pid; }

# own_pid COMMAND: which writes a pid into the file "pid": its own, which is what target() returns
own_pid() {
	sim </dev/null
	relay -c "$1"
	expect_status 0
	[[ $(cat "$dir/pid") == "$(sed -n 's/^start //p' "$dir/sim/events")" ]] ||
		fail "$1 gave $(cat "$dir/pid"), and target() was $(sed -n 's/^start //p' "$dir/sim/events")"
	expect_removed
}
