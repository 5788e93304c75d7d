# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# How a run with a fault in it may end. In the current folder are its facts (what fault printed), out and err, and natively
# syslog. Who sources it has came_out and should_have, which print what a scenario's output is and what it has to be.

wrong() { reasons+="${reasons:+; }$*"; }

# judge SCENARIO WHAT: puts what is wrong into $reasons
judge() {
	local status said again
	reasons=''
	status=$(sed -n 's/^status //p' facts)
	said=$(grep -cE '^(ERROR|WARNING): |error while loading shared libraries|^stap|^Fatal glibc error|cannot (map|allocate|apply|enable)' err)
	again=$(grep -vE '^$' err | sort | uniq -d | head -n 1)
	! grep -qE '^hung' facts || wrong "$(grep '^hung' facts)"
	! grep -qx 'left behind' facts || wrong "a process was left"
	! grep -qx killed facts || wrong "could not be ended"
	! grep -qx spun facts || wrong "spun"
	# What was not taken is as it was before; and what was detached from is to stay.
	if grep -qx loaded facts && ! [[ $1 == @(attach|remove) && $status != 0 && $said != 0 ]]; then
		[[ $2 == QUIT ]] && grep -qs '^To reconnect' err syslog || wrong "the module stayed"
	fi
	[[ ! $again ]] || wrong "said twice: $again"
	if [[ $status == 0 ]]; then
		! grep -q '^ERROR' err || wrong "status 0 with an ERROR"
		# Who was interrupted in a guest has printed what it has: no one there knows how much that is.
		[[ $1 == remove || ( $2 == @(INT|TERM|HUP|QUIT) && ! -e sim ) ]] || cmp -s <(came_out "$1") <(should_have "$1") || grep -qE '^WARNING: .*(lost|dropped)' err ||
			grep -qE ' (ERROR|WARNING): ' syslog 2>/dev/null ||
			wrong "lost without a word: $(came_out "$1" | wc -c) of $(should_have "$1" | wc -c) bytes"
	elif [[ $2 != @(INT|TERM|HUP|QUIT|USR1|USR2|CHLD|ABRT|KILL) ]]; then # who sends a signal knows
		((said)) || wrong "status $status without a word"
	fi
}

# what_can_fail SCENARIO ERRORS SEEN <LOG: the faults for the calls in it. Those that a program made in an earlier scenario,
# as the file SEEN notes, are tried once more, their last call, without signals.
what_can_fail() {
	local count process call n what nth
	sort | uniq -c | while read -r count process call; do
		[[ $process != *:@(fault|bash|true|sh) ]] || continue
		nth=(1 2 "$count")
		if grep -qxF "${process#*:} $call" "$3" 2>/dev/null; then nth=("$count"); else echo "${process#*:} $call" >>"$3.new"; fi
		for n in $(printf '%s\n' "${nth[@]}" | sort -nu); do
			((n <= count)) || continue
			sed -n "s/^$call  *\([A-Z]\)/\1/p" "$2" | tr ' ' '\n' | while read -r what; do echo "$1:$process:$call:$n:$what"; done
		done
		((${#nth[@]} == 1)) || for what in INT TERM HUP QUIT USR1 USR2 CHLD ABRT KILL; do echo "$1:$process:$call:1:$what"; done
	done
	cat "$3.new" >>"$3"
	: >"$3.new"
}
