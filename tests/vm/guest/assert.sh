# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a case of the end-to-end suite is written in. It runs in an empty folder of its own that holds the modules
# which its first lines name; STAPRUN is the program under test. The first assertion that does not hold ends it.
#
# assert.sh CASE

set -u

captured=$(mktemp -d)
status=0 last=nothing bg=
mkfifo "$captured"/{wanted,over}
/suite/pauser "$captured"/{wanted,over} &
disown # no case waits for it

# The dialect that the release's own modules speak, and where they have their folders.
# And whether they are of SystemTap 4.4: these have one buffer for all CPUs, wake a reader for a full sub-buffer only, and drop
# what they print while it is read (common/transport.h).
dialect=5 old='' folders=/proc/systemtap
case $(</proc/sys/kernel/osrelease) in
5.10.*) dialect=4 old=1 folders=/sys/kernel/debug/systemtap ;;
6.1.*) dialect=4 ;;
esac

fail() {
	printf '%s\nafter: %s\nstatus: %s\n' "$*" "$last" "$status"
	for f in "$captured"/*; do
		[[ -s $f ]] && printf -- '--- %s\n%s\n' "${f##*/}" "$(head -c 2000 "$f")"
	done
	exit 1
}

# run COMMAND...: to its end
run() {
	last=$*
	status=0
	"$@" </dev/null >"$captured/stdout" 2>"$captured/stderr" || status=$?
}

# start COMMAND...: in the background, its process in $bg, what it has printed so far in $bg_stdout and $bg_stderr
bg_stdout=$captured/background-stdout bg_stderr=$captured/background-stderr
start() {
	: >"$bg_stdout" >"$bg_stderr" # who looks at these before there is such a process finds them
	set -m # so that it takes INT and QUIT as it would from a terminal
	"$@" </dev/null >"$bg_stdout" 2>"$bg_stderr" &
	bg=$!
	set +m
	started=$*
}

# begun: waits until what was started is a program: a shell that is about to become one loses a signal now and then
begun() {
	local name=bash
	while [[ $name == bash ]] && read -r name <"/proc/$bg/comm"; do :; done 2>/dev/null
}

# finish [SIGNAL]: waits for the end of what was started, after sending it SIGNAL; assertions are then about it
finish() {
	[[ -z ${1-} ]] || kill -"$1" "$bg"
	wait_until "! running $bg"
	last=$started
	status=0
	wait "$bg" || status=$?
	mv "$bg_stdout" "$captured/stdout"
	mv "$bg_stderr" "$captured/stderr"
}

# as USER COMMAND...: with that user's ids and groups and no privilege
as() {
	local user=$1
	shift
	set -- setpriv --reuid "$user" --regid "$user" --init-groups --inh-caps=-all "$@"
	local -x HOME=/home/$user USER=$user
	((BASHPID == $$)) || exec "$@" # in the background, $bg is the command then
	"$@"
}

# wait_until CONDITION [SECONDS]: asks again and again
wait_until() {
	local deadline=$((SECONDS + ${2-300})) # ends a hang; how long a loaded machine takes is not to be judged
	until eval "$1"; do
		((SECONDS < deadline)) || fail "waited in vain for: $1"
		pause 0.05
	done
}

# pause SECONDS: a sleep without a process for each (../../pauser.c)
pause() { echo "$1" >"$captured/wanted" && read -r _ <"$captured/over"; }

# pidof NAME...: asked without a process, in the place of the program of that name, and of what has come since the case began: what
# was there before, the kernel's threads above all, is most of it
declare -A there_before=()
for folder in /proc/[0-9]*; do there_before[$folder]=1; done
pidof() {
	local folder stat name all=()
	for folder in /proc/[0-9]*; do
		[[ ! ${there_before[$folder]-} ]] || continue
		stat=''
		read -r stat <"$folder/stat"
		name=${stat#*(} name=${name%)*}
		case " $* " in *" $name "*) [[ $stat == *') Z '* ]] || all+=("${folder#/proc/}") ;; esac
	done 2>/dev/null
	((${#all[@]})) && echo "${all[*]}"
}

# none_of NAME...: is there none?
none_of() { ! pidof "$@" >/dev/null; }

# running PID: has it not ended? A shell that starts nothing for a while may leave what has ended for "kill -0" to find.
running() {
	local stat=''
	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null
	[[ $stat && $stat != *') Z '* ]]
}

# in_call CALL PID...: how many of these processes are in that system call, which has another number on each machine?
in_call() {
	local pid call number count=0
	case $1-$HOSTTYPE in
	fcntl-x86_64) number=72 ;; fcntl-aarch64) number=25 ;; fcntl-s390x) number=55 ;;
	wait4-x86_64) number=61 ;; wait4-aarch64) number=260 ;; wait4-s390x) number=114 ;;
	*) fail "which number $1 has on $HOSTTYPE is not known here" ;;
	esac
	for pid in "${@:2}"; do
		read -r call _ <"/proc/$pid/syscall" && [[ $call == "$number" ]] && count=$((count + 1))
	done 2>/dev/null
	echo $count
}

lines() { wc -l <"$1"; }

# more_than N [FILE]: does FILE, or what was started on its standard output, have more lines? Asked without a process.
more_than() {
	local all
	mapfile -t all <"${2-$bg_stdout}"
	((${#all[@]} > $1))
}

# dropped FILE: how many messages the module dropped, as it says on standard error, which is FILE
dropped() {
	local told
	told=$(sed -n 's/^WARNING: There were \([0-9]*\) transport failures.*/\1/p' "$1")
	echo "${told:-0}"
}

is() { ((status == $1)) || fail "status is not $1"; }
stdout_is() { [[ $(<"$captured/stdout") == "$1" ]] || fail "stdout is not: $1"; }
stderr_is() { [[ $(<"$captured/stderr") == "$1" ]] || fail "stderr is not: $1"; }
stdout_has() { [[ $(<"$captured/stdout") == *"$1"* ]] || fail "stdout has no: $1"; }
stderr_has() { [[ $(<"$captured/stderr") == *"$1"* ]] || fail "stderr has no: $1"; }
stderr_lacks() { [[ $(<"$captured/stderr") != *"$1"* ]] || fail "stderr has: $1"; }
file_has() { [[ $(<"$1") == *"$2"* ]] || fail "file $1 has no: $2"; }
# numbered FILE N: without blanks and small letters it is the lines 1 to N
numbered() { /suite/numbers "$2" <"$1" 2>"$captured/numbers" || fail "file ${1##*/} has $(lines "$1") lines, and $(<"$captured/numbers")"; }
# all_lines FILE: the 40000 of the module lines, once and in order. What one of 4.4 drops while it is read it tells, and so do we; what
# it kept is as it was printed.
all_lines() {
	local told
	told=$(dropped "$captured/stderr")
	[[ $old && $told != 0 ]] || { numbered "$1" 40000 && return; }
	grep -q "^WARNING: $told messages were lost in the kernel, .* read" "$captured/stderr" || fail 'the loss is not told'
	awk 'length() != 99 || $1 <= last { bad = 1; exit } { last = $1 } END { exit bad || last > 40000 }' "$1" ||
		fail "file ${1##*/}: lines are mangled, doubled or out of order"
	true_that "((40000 - $(lines "$1") <= told * 82))" # lines of 100 bytes in a message of 8192
}
true_that() { eval "$1" || fail "it is not true that: $1"; }

is_loaded() {
	local all
	mapfile -t all </proc/modules
	[[ " ${all[*]%% *} " == *" $1 "* ]]
}
loaded() { is_loaded "$1" || fail "module $1 is not loaded"; }
# gone MODULE: waits until it is, and those who removed it
gone() { wait_until "! is_loaded $1 && none_of staprun stapio stap-keeper"; }
not_loaded() { ! is_loaded "$1" || fail "module $1 is loaded"; }

# shellcheck disable=SC1090 # any case
. "$1"
