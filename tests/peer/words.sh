# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2154 # who starts it sets STAPRUN, who, record and modules
#
# What a scenario is written in. It runs in a folder of its user's, with one of the two programs; what that program does
# goes into $record: stdout, status, stderr, files; and "hidden", which makes the same what must vary, for sed.
#
# words.sh SCENARIO; STAPRUN is the program, who its user, group that user's, record where it goes, captured a folder for
# what is on its way there, modules the folder of modules, and blessed the one that the administrator puts them in
#
# A process takes long in the guest: there are none here that need not be.

set -u
for aspect in stdout status stderr files hidden; do : >"$record/$aspect"; done

# setpriv has rights left until it runs a program: that had better be another one.
user=(setpriv --reuid "$who" --regid "$group" --init-groups --inh-caps=-all env)
# shellcheck disable=SC2209 # the user's name
[[ $who != root ]] || user=()
export STAPRUN modules HOME=$PWD USER=$who

# hide TEXT NAME: where it stands TEXT becomes NAME
hide() { [[ ! $1 ]] || printf 's/\\b%s\\b/%s/g\n' "$1" "$2" >>"$record/hidden"; }

# outcome STATUS: of the run whose output was captured
outcome() {
	local aspect
	echo "status $1" >>"$record/status"
	for aspect in stdout stderr; do
		[[ ! -s $captured/$aspect ]] || cat "$captured/$aspect" >>"$record/$aspect"
		echo -- >>"$record/$aspect"
	done
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
	local deadline=$((SECONDS + 30))
	until eval "$1"; do
		((SECONDS < deadline)) || { echo "waited in vain for: $1" >>"$record/stdout" && return; }
		read -rt 0.05 <> <(:)
	done
}

# running CONDITION: the same, while what began goes on; where that is no more, there is nothing to wait for
running() { soon "{ $1; } || ! kill -0 '${daemon-${bg-}}'" 2>/dev/null; }

# goes_on N [FILE]: until there are N lines in FILE, or on standard output
goes_on() {
	local file=${2-$captured/bg-stdout}
	running "[[ -e '$file' ]] && ((\$(wc -l <'$file') >= $1))"
}

# ends [SIGNAL]: what began, after it was sent SIGNAL; made to, when that is in vain
ends() {
	local status=0
	[[ -z ${1-} ]] || kill -"$1" "$bg" 2>/dev/null
	soon "! kill -0 $bg 2>/dev/null"
	kill -KILL "$bg" 2>/dev/null
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
shopt -s extglob dotglob nullglob
there=(!(*.ko))
((!${#there[@]})) || find "${there[@]}" ! -name '*.ko' | LC_ALL=C sort | while read -r f; do
	stat -c '%n %A %U' "$f"
	[[ ! -f $f ]] || cat "$f"
done >"$record/files"
