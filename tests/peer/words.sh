# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154 # who starts it sets STAPRUN, who, record and modules
#
# What a scenario is written in. It runs in a folder of its user's, with one of the two programs; what that program does
# goes into $record: stdout, status, stderr (the first line of each run), files. What must vary is made the same.
#
# words.sh SCENARIO; STAPRUN is the program, who its user, record where it goes, modules the folder of modules

set -u
touch "$record"/{stdout,status,stderr,files}

user=(setpriv --reuid "$who" --regid "$(id -g "$who")" --init-groups --inh-caps=-all env "HOME=$PWD" "USER=$who")
# shellcheck disable=SC2209 # the user's name
[[ $who != root ]] || user=()
captured=$(mktemp -d)
hidden=(-E -e "s|$STAPRUN|staprun|g" -e "s|$modules/|MODULES/|g" -e "s|$PWD|FOLDER|g" -e "s|$(readlink -f "$modules")|MODULES|g")
hidden+=(-e 's/_[0-9]{2,7}\b/_PID/g')
export STAPRUN modules

# hide TEXT NAME: where it stands TEXT becomes NAME
hide() { [[ ! $1 ]] || hidden+=(-e "s/\b$1\b/$2/g"); }

# plain: of lines that count only the first of each run, of a usage the fact; nothing that a terminal would obey
plain() {
	cat -v | awk '
		BEGIN { last = -9 }
		/^--$/ { usage = 0 }
		usage || /^$/ { blank += !usage; next }
		/^(Usage: )?[^ ]*staprun \[/ { print "USAGE"; usage = 1; blank = 0; next }
		{ for (; blank; blank--) print "" }
		/^(tick )?[0-9]+ *$/ { if ($NF != last + 1) print $1 == "tick" && $2 != 1 ? "tick later" : $0, "..."; last = $NF; next }
		{ last = -9; print }' | sed "${hidden[@]}"
}

# outcome STATUS: of the run whose output was captured
outcome() {
	local first=''
	echo "status $1" >>"$record/status"
	cat "$captured/stdout" - >>"$record/stdout" <<<'--'
	while read -r first && [[ ! $first ]]; do :; done <"$captured/stderr"
	echo "${first:-(nothing)}" >>"$record/stderr"
}

# it ARG...: the program, to its end
it() {
	local status=0
	${user[@]+"${user[@]}"} "$STAPRUN" "$@" </dev/null >"$captured/stdout" 2>"$captured/stderr" || status=$?
	outcome $status
}

# line COMMAND: a line for the shell, in which $STAPRUN is the program and $modules the folder
line() {
	local status=0
	${user[@]+"${user[@]}"} bash -c "$1" </dev/null >"$captured/stdout" 2>"$captured/stderr" || status=$?
	outcome $status
}

# begin ARG...: the program, in the background, as $bg
begin() {
	set -m # so that it takes INT and QUIT as it would from a terminal
	${user[@]+"${user[@]}"} "$STAPRUN" "$@" </dev/null >"$captured/bg-stdout" 2>"$captured/bg-stderr" &
	bg=$!
	set +m
	hide $bg PID
}

# soon CONDITION: asks again and again; says so when it is in vain
soon() {
	local deadline=$((SECONDS + 15))
	until eval "$1"; do
		((SECONDS < deadline)) || { echo "waited in vain for: $1" >>"$record/stdout" && return; }
		sleep 0.05
	done
}

# goes_on N [FILE]: until there are N lines in FILE, or on standard output; or no process that could write them
goes_on() {
	local file=${2-$captured/bg-stdout}
	soon "[[ -e '$file' ]] && ((\$(wc -l <'$file') >= $1)) || ! kill -0 '${daemon-${bg-}}'" 2>/dev/null
}

# ends [SIGNAL]: what began, after it was sent SIGNAL
ends() {
	local status=0
	[[ -z ${1-} ]] || kill -"$1" "$bg"
	soon "! kill -0 $bg 2>/dev/null"
	wait "$bg" || status=$?
	mv "$captured/bg-stdout" "$captured/stdout"
	mv "$captured/bg-stderr" "$captured/stderr"
	outcome $status
}

# shows COMMAND: what a command of the scenario's own says, as if the program had
shows() { eval "$1" >>"$record/stdout" 2>&1; }

loaded() { grep -q "^$1 " /proc/modules; }
unloaded() { ! loaded "$1"; }

# shellcheck disable=SC1090 # any scenario
. "$1"

# The files that there are now, but for the modules that were put there.
find . -mindepth 1 ! -name '*.ko' | LC_ALL=C sort | while read -r f; do
	stat -c '%n %A %U' "$f"
	[[ ! -f $f ]] || cat "$f"
done >"$record/files"
for aspect in stdout stderr files; do
	[[ ! -s $record/$aspect ]] || { plain <"$record/$aspect" >"$record/plain" && mv "$record/plain" "$record/$aspect"; }
done
rm -r "$captured"
