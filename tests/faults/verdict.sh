# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# How a run with a fault in it may end. In the current folder are its facts (what fault printed), out and err, and natively
# syslog. Who sources it has came_out and should_have, which print what a scenario's output is and what it has to be, and
# same_output, which compares them. There are thousands of runs: what the shell can do by itself takes no process.

wrong() { reasons+="${reasons:+; }$*"; }

# slurp VARIABLE FILE: the text in it, or none
slurp() { { IFS= read -r -d '' "$1" <"$2"; } 2>/dev/null || :; }

# has FILE LINE: is that one of its lines?
has() {
	local text=''
	slurp text "$1"
	[[ $'\n'$text$'\n' == *$'\n'"$2"$'\n'* ]]
}

# look_at_errors: $said, are there errors or warnings? $again, a line that came twice
look_at_errors() {
	local trouble='^(ERROR|WARNING): |error while loading shared libraries|^stap|^Fatal glibc error|cannot (map|allocate|apply|enable)'
	local line
	local -A seen=()
	said='' again=''
	while IFS= read -r line || [[ $line ]]; do
		[[ ! $line =~ $trouble ]] || said=1
		[[ ! ${seen[+$line]-} || ! $line ]] || again=$line
		seen[+$line]=1
	done <err
}

# judge SCENARIO WHAT: puts what is wrong into $reasons
judge() {
	local status said again facts='' errors=''
	reasons=''
	slurp facts facts
	slurp errors err
	facts=$'\n'$facts errors=$'\n'$errors
	status=${facts##*$'\n'status } status=${status%%$'\n'*}
	look_at_errors
	[[ $facts != *$'\n'hung* ]] || wrong "$(grep '^hung' facts)"
	! has facts 'left behind' || wrong "a process was left"
	! has facts killed || wrong "could not be ended"
	! has facts spun || wrong "spun"
	# What was not taken is as it was before; and what was detached from is to stay.
	if has facts loaded && ! [[ $1 == @(attach|remove) && $status != 0 && $said ]] &&
		! { [[ $2 == QUIT ]] && grep -qs '^To reconnect' err syslog; }; then
		wrong "the module stayed"
	fi
	[[ ! $again ]] || wrong "said twice: $again"
	if [[ $status == 0 ]]; then
		[[ $errors != *$'\n'ERROR* ]] || wrong "status 0 with an ERROR"
		# Who was interrupted in a guest has printed what it has: no one there knows how much that is.
		[[ $1 == remove || ( $2 == @(INT|TERM|HUP|QUIT) && ! -e sim ) ]] || same_output "$1" || grep -qE '^WARNING: .*(lost|dropped)' err ||
			grep -qE ' (ERROR|WARNING): ' syslog 2>/dev/null ||
			wrong "lost without a word: $(came_out "$1" | wc -c) of $(should_have "$1" | wc -c) bytes"
	elif [[ $2 != @(INT|TERM|HUP|QUIT|USR1|USR2|CHLD|ABRT|KILL) ]]; then # who sends a signal knows
		[[ $said ]] || wrong "status $status without a word"
	fi
}

# what_can_fail SCENARIO ERRORS SEEN <LOG: the faults for the calls in it. Those that a program made in an earlier scenario,
# as the file SEEN notes, are tried once more, their last call, without signals.
what_can_fail() {
	: >>"$3"
	sort | uniq -c | awk -v scenario="$1" -v errors="$2" -v seen="$3" '
	FILENAME == errors { for (i = 2; i <= NF; i++) can_give[$1] = can_give[$1] " " $i; next }
	FILENAME == seen { known[$0]; next }
	$2 ~ /:(fault|bash|true|sh)$/ { next }
	{
		program = substr($2, index($2, ":") + 1) " " $3
		fault = scenario ":" $2 ":" $3
		if (program in known)
			inject($1, can_give[$3])
		else {
			print program >>seen
			for (n = 1; n <= $1; n += n < 2 || n == $1 ? 1 : $1 - n) inject(n, can_give[$3])
			inject(1, " INT TERM HUP QUIT USR1 USR2 CHLD ABRT KILL")
		}
	}
	function inject(n, what,   words, i, count) {
		count = split(what, words)
		for (i = 1; i <= count; i++) print fault ":" n ":" words[i]
	}' "$2" "$3" -
}
