# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What a case showed, as lines that can be compared: how each stapio ended, what it said, what is in each file, what the
# module was told, and what was waited for in vain. What must vary from run to run has no place in it.
# To be sourced by tests/sim/run behind lib.sh.

# seen LINE: is part of the record
seen() { printf '%s\n' "$*" >>"$dir/seen"; }

# hidden: standard input, with a name for what must vary. (The peers say under -v which function of theirs speaks.)
# A usage is the fact that it is shown.
hidden() {
	sed -E "s|$dir|FOLDER|g; s|$stapio|STAPIO|g; s/[0-9]{2,}/N/g; s/^stapio:[a-z_]+:N //
		/^(Usage: )?[^ ]*(STAPIO|stapio|staprun) \[/,\$c (usage)" | cat -v
}

# once WHAT: standard input, its lines behind "WHAT: ", those that come again and again as one
once() { uniq -c | sed -E "s/^ +1 //; s/^ +[0-9]+ (.*)/\1 (again and again)/; s|^|$1: |"; }

# are CONTENT FILE...: is that what is in them together?
are() {
	local content=$1
	shift
	if (($# == 1)); then cmp -s -- "$1" "$content"; else cat -- "$@" | cmp -s - "$content"; fi
}

# relation FILE...: what they are together to what the module printed; false when they are something else
relation() {
	local stream=$dir/sim/stream frames
	[[ -s $stream ]] || return 1
	if are "$stream" "$@"; then
		echo "all that was printed"
		return
	fi
	for frames in "$dir"/sim/frames.*; do
		are "$frames" "$@" && echo "all frames of CPU ${frames##*.}" && return
	done
	cat -- "$@" | LC_ALL=C sort >"$dir/sim/lines"
	LC_ALL=C sort "$stream" >"$dir/sim/printed"
	if cmp -s "$dir/sim/lines" "$dir/sim/printed"; then
		echo "all that was printed, in another order"
	elif [[ ! $(LC_ALL=C comm -23 "$dir/sim/lines" "$dir/sim/printed" | head -c 1) ]]; then
		echo "a part of what was printed"
	else
		return 1
	fi
}

all_empty() {
	local file
	for file; do [[ ! -s $file ]] || return 1; done
}

# content NAME FILE...: the line or lines that tell what is in them
content() {
	local name=$1 what
	shift
	if all_empty "$@"; then
		seen "$name: empty"
	elif what=$(relation "$@"); then
		seen "$name: $what"
	elif (($(cat -- "$@" | wc -c) > 4096)) || [[ $(head -c 1001 "$dir/sim/stream" | wc -c) == 1001 ]]; then
		seen "$name: something else"
	else
		cat -- "$@" | hidden | once "$name" >>"$dir/seen"
	fi
}

# Files of one name and many numbers are one thing, given out bit by bit.
contents() {
	local file series
	local -A shown=()
	while read -r file; do
		series=$file
		[[ ! $file =~ ^(.*)\.[0-9]+$ ]] || series=${BASH_REMATCH[1]}.N
		[[ ! ${shown[$series]-} ]] || continue
		shown[$series]=1
		if [[ $series == *.N ]]; then
			mapfile -t numbers < <(cd "$dir" && printf '%s\n' "${series%N}"* | sed 's/.*\.//' | grep -xE '[0-9]+' | sort -n)
			seen "${series%N}*: ${numbers[0]} to ${numbers[-1]}, ${#numbers[@]} of them"
			content "$series" "${numbers[@]/#/$dir/${series%N}}"
		else
			content "$file" "$dir/$file"
		fi
	done < <(cd "$dir" && find . -xdev \( -path ./module -o -path ./sim \) -prune -o -type f -printf '%P\n' | LC_ALL=C sort |
		grep -vxE 'scenario|fifo|simmod\.log|staprun|removed|in-use|reason|err|seen|(valgrind|sanitizer)\..*|in-terminal|(.*/)?ballast')
}

# record FILE: how it all ended
record() {
	if [[ ${relay_pid-} ]] && kill -KILL "$relay_pid"; then seen "stapio is still there"; fi
	sim_end
	local removals=()
	[[ ! -e $dir/removed ]] || mapfile -t removals <"$dir/removed"
	seen "removed: ${#removals[@]} times"
	contents
	[[ ! -f $dir/err || ! -s $dir/err ]] || hidden <"$dir/err" | once err >>"$dir/seen" # else it is a pipe that someone reads
	grep -E '^(start|started|exit|exited|namespaces|mnt_ns_fds|message)\b' "$dir/sim/events" | hidden | sed 's/^/module: /' >>"$dir/seen"
	mv "$dir/seen" "$1"
} 2>/dev/null
