# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # conditions use it
#
# The EXAMPLES of the manual page, as they stand on it: each command is run and prints what the page shows.
# cpus: 2
# modules: hello mod1 tick bulk monitor

shopt -s extglob
page=/usr/local/share/man/man8/staprun.8

# The page's examples as lines: "$ COMMAND", and what is on the terminal then. "..." stands for any lines, ^C and ^\ for
# these keys, a number (of a process, say) for any that is then always the same.
awk '/^\.Sh/ { on = $2 == "EXAMPLES" } on && /^\.Ed/ { shown = 0 } shown; on && /^\.Bd -literal/ { shown = 1 }' "$page" |
	sed 's/^\\&//; s/\\e/\\/g' >examples
(($(grep -c '^\$ ' examples) > 10)) || fail "only $(grep -c '^\$ ' examples) examples"

declare -A numbers=() # of the page: of this run

# compile COMMAND: "stap -p4 [-b] -m NAME -e SCRIPT" is how the module of that name was made
compile() {
	[[ $1 =~ ^stap\ -p4\ (-b\ )?-m\ ([a-z0-9]+)\ -e\ \'(.*)\'$ ]] || fail "it is not known how to do that here: $1"
	local bulk=${BASH_REMATCH[1]} name=${BASH_REMATCH[2]} script=${BASH_REMATCH[3]} source
	source=/suite/modules/$name.stp
	[[ $(grep -v '^[#/]' "$source" | paste -sd ' ') == "$script" && $(sed -n 's|^// stap: ||p' "$source") == "${bulk% }" ]] ||
		fail "$name is another script than: $script"
	echo "$name.ko"
}

# pattern LINE...: of what is to be seen, as a regular expression
pattern() {
	local line
	printf '^'
	for line; do
		case $line in
		...) printf '(.*\n)*' ;;
		^?) ;;
		+([0-9])) printf '[0-9]+\n' ;;
		*) printf '%s\n' "$line" | sed 's/[][\.*^$+?(){}|]/\\&/g' ;;
		esac
	done
	printf '$'
}

# matches PATTERN: what was seen does, to the last byte. A warning, which the page shows first, and the script's output come on two
# streams from two threads: which of them is first is chance.
matches() {
	local text
	IFS= read -rd '' text <seen
	[[ ! $text =~ ^(.+$'\n')(WARNING: [^$'\n']*$'\n')(.*)$ ]] || text=${BASH_REMATCH[2]}${BASH_REMATCH[1]}${BASH_REMATCH[3]}
	[[ $text =~ $1 ]]
}

# example COMMAND LINE...
example() {
	local command=$1 number i before expected
	shift
	expected=$(pattern "$@")
	for number in "${!numbers[@]}"; do command=${command//$number/${numbers[$number]}}; done
	last=$command
	if [[ $command == stap\ * ]]; then
		compile "$command" >seen
	elif [[ $command == kill\ * ]]; then
		$command >seen 2>&1
		[[ $command == kill\ -* ]] || wait_until "! running ${command#kill }" # who types is slower than that
	elif [[ $command == ls\ * || $command == tail\ * ]]; then
		# What goes on in the background comes to show this.
		wait_until 'bash -c "$command" >seen 2>&1; matches "$expected"'
	else
		set -m
		bash -c "exec $command" >seen 2>&1 </dev/null &
		bg=$!
		set +m
		for ((i = 1; i <= $#; i++)); do
			[[ ${!i} == ^? ]] || continue
			before=$(pattern "${@:1:i-1}")
			wait_until 'matches "$before"'
			case ${!i} in
			^C) kill -INT "$bg" ;;
			^\\) kill -QUIT "$bg" ;;
			esac
		done
		wait_until '! running $bg'
	fi
	matches "$expected" || fail "the page shows $(printf '%q ' "$*"), not $(printf '%q ' "$(<seen)")"
	[[ ${1-} != +([0-9]) ]] || numbers[$1]=$(<seen)
}

command='' shown=()
while IFS= read -r line <&3; do
	if [[ $line != '$ '* ]]; then
		shown+=("$line")
		continue
	fi
	[[ ! $command ]] || example "$command" "${shown[@]}"
	command=${line#'$ '} shown=()
done 3<examples
example "$command" "${shown[@]}"
