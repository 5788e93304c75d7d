# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # set by run
#
# What the cases of tests/sim have at hand. Each case runs in a folder and a process of its own; a wait is bounded and for
# a condition. To be sourced by tests/sim/run, which sets simmod, stapio and the patience.

NAME=sim_module # of the simulated module

# Whoever plays a case for its record alone goes on.
fail() { [[ $play ]] || { printf '%s\n' "$*" >"$dir/reason" && exit 1; }; }

# running PID: has it not ended? (This shell may not have asked yet how it did.)
running() {
	local stat=''
	{ read -r stat <"/proc/$1/stat"; } 2>/dev/null
	[[ $stat && $stat != *') Z '* ]]
}

# pause SECONDS: a sleep without a process for each (../pauser.c), by one that this shell has, and none of its subshells
pause() {
	local fifos=("$dir".{wanted,over}."$BASHPID")
	if [[ ${pauses-} != "$BASHPID" ]]; then
		mkfifo "${fifos[@]}"
		"${simmod%/*}/pauser" "${fifos[@]}" >/dev/null &
		disown # no case waits for it
		pauses=$BASHPID
	fi
	echo "$1" >"${fifos[0]}" && read -r _ <"${fifos[1]}"
}

# look_at_time: $seconds is the time by which patience is counted: that of the clock, of which what someone had to wait for a processor
# counts an eighth. What is alone takes no longer, and a machine with a load of 20 is given its time. Others' stapio, which may never
# do what is waited for, has the clock's.
look_at_time() {
	local up stalled=0
	read -r up _ </proc/uptime
	[[ $play && ! ${OURS-} ]] || { read -r _ _ _ _ stalled </proc/pressure/cpu; } 2>/dev/null || stalled=0
	seconds=$(((${up/./} - ${stalled#total=} / 10000 * 7 / 8) / 100))
}

# until_true COMMAND...: waits until COMMAND succeeds; false when it does not in time
until_true() {
	local end seconds
	look_at_time
	end=$((seconds + patience))
	calm=0
	until "$@" 2>/dev/null; do
		look_at_time
		((seconds < end)) && ! standstill || { seen "waited in vain: $(hidden <<<"$*")" && return 1; }
		pause 0.02
	done
}

# standstill: is there no more to come? Asked again and again, true when neither stapio nor the module have used the
# processor, or have wanted to, for some seconds. Only of others' stapio, which may never do what is waited for.
standstill() {
	local pid line now='' running=''
	[[ $play && ! ${OURS-} ]] || return 1
	for pid in ${relay_pid-} ${simmod_pid-}; do
		read -r line <"/proc/$pid/stat" || continue
		line=${line##*) }
		[[ $line != [RD]* ]] || running=1
		# shellcheck disable=SC2086 # words: the processor's time is the 12th and 13th
		set -- $line
		now+=" ${12},${13}"
	done 2>/dev/null
	if [[ $running || $now != "${used-}" ]] || ((!calm)); then
		used=$now calm=$SECONDS
		((calm)) || calm=1
	fi
	((SECONDS - calm > 4))
}

# --- The simulated module ----------------------------------------------------------------------------------------------

# sim [OPTION]... <SCENARIO: loads it; SIM_VERSION is the SystemTap that made it
sim() {
	local option
	pause 0 # what pauses is there before a case begins what it waits for with "wait $!"
	[[ $dialect != 5 || " $* " != *' -4 '* ]] || exit 0 # nothing to record
	[[ $dialect != 4 ]] || set -- -4 "$@"
	: "${SIM_VERSION:=5.1}"
	for option; do
		case $option in
		-4) [[ $SIM_VERSION == 4.* ]] || SIM_VERSION=4.8 ;;
		-r) [[ $SIM_VERSION == 4.4 ]] && SIM_VERSION=4.5 || SIM_VERSION=4.4 ;;
		esac
	done
	export SIM_VERSION
	cat >"$dir/scenario"
	[[ -d $dir/sim && -d $dir/module ]] || mkdir -p "$dir/sim" "$dir/module"
	[[ -p $dir/fifo ]] || mkfifo "$dir/fifo"
	# The peers leave unread what comes with the end: of that there is a case, in the others they may be done first.
	[[ ! $play ]] || sed -i 's/^request_exit$/drained\n&/' "$dir/scenario"
	"$simmod" -f "$dir/fifo" "$@" "$dir/module" "$dir/scenario" "$dir/sim" >"$dir/simmod.log" 2>&1 &
	simmod_pid=$!
	event mounted
	exec {control}>"$dir/fifo"
}

# event LINE: waits until that happened
event() { until_true has_happened "$1" || fail "the module did not come to \"$1\""; }
has_happened() {
	local events
	events=$'\n'$(<"$dir/sim/events")$'\n'
	[[ $events =~ $'\n'($1)$'\n' ]]
}

# happened LINE: how often it did
happened() { grep -cxE -- "$1" "$dir/sim/events" || true; }

# tell COMMAND...: the module does that now, and has done it when this returns
marks=0
tell() {
	marks=$((marks + 1))
	printf '%s\n' "$@" "mark told $marks" >&"$control"
	event "told $marks"
}

# sim_end: unloads it, so that its account is there
sim_end() {
	[[ ${simmod_pid-} ]] || return 0
	kill "$simmod_pid" 2>/dev/null || true
	wait "$simmod_pid" || fail "simmod: $(tail -n 1 "$dir/simmod.log")"
	simmod_pid=
	[[ ! -s $dir/simmod.log ]] || fail "simmod: $(tail -n 1 "$dir/simmod.log")"
}

# messages WHAT, bytes WHAT: of the account (journal.h)
messages() { account "$1" && echo "${account[1]}"; }
bytes() { account "$1" && echo "${account[2]}"; }
account() {
	while read -ra account; do [[ ${account[0]-} != "$1" ]] || return 0; done <"$dir/sim/account"
	return 1
}

# --- stapio ------------------------------------------------------------------------------------------------------------

# relay [OPTION]...: runs stapio to its end. Its streams are out and err, its exit status is $status
relay() { relay_start "$@" && relay_wait; }

# relay_start [OPTION]...: starts it, its pid is $relay_pid; $stdout and $stdin may name others of its streams;
# without a keeper where $alone is set; with $operand behind the module's name
relay_start() {
	relay_on "${stdout:-$dir/out}" "$@"
}

# module_file: makes the file that the module is loaded from, and says where it is in $dir
module_file() {
	printf 'parmtype=%s\0' _stp_bufsize:int port_str:charp >"$dir/sim/$NAME.ko"
	echo "sim/$NAME.ko"
}

relay_on() {
	local to=$1
	shift
	(
		cd "$dir" || exit
		[[ $to == - ]] || exec >"$to"
		exec 2>>"$dir/err" <"${stdin:-/dev/null}" 3<"$dir/module"
		# As staprun starts it; or, where there is no keeper, on a folder, as others do, and as the peers know it.
		keep=("$simmod" keep 3 "$dir/staprun") over=@
		module=$NAME
		[[ ! ${alone-} && (! ${play-} || ${OURS-}) ]] || keep=() over=3
		# Who loads one has a file to read.
		[[ ${#keep[@]} == 0 || " $* " == *" -A "* ]] || module=$(module_file)
		export SYSTEMTAP_STAPRUN=$dir/staprun
		exec "${keep[@]}" "${wrap[@]}" "$stapio" -F "$over" "$@" -- "$module" ${operand+"$operand"} {control}>&-
	) &
	relay_pid=$!
}

relay_wait() {
	local end seconds
	look_at_time
	end=$((seconds + patience * 2))
	calm=0
	while running "$relay_pid"; do
		look_at_time
		((seconds < end)) && ! standstill ||
			{ kill -KILL "$relay_pid"; seen "stapio did not come to its end"; fail "stapio did not come to its end"; }
		pause 0.02
	done
	status=0
	wait "$relay_pid" || status=$?
	seen "status $status"
	relay_pid=
}

# stopped_while COMMAND...: stapio is stopped while the module does that
stopped_while() {
	kill -STOP "$relay_pid"
	until_true grep -q '^State:.T' "/proc/$relay_pid/status" || fail "stapio cannot be stopped"
	tell "$@"
	kill -CONT "$relay_pid"
}

# --- Verdicts ----------------------------------------------------------------------------------------------------------

expect_status() { ((status == $1)) || fail "exit status $status, not $1: $(tail -n 3 "$dir/err" | tr '\n' ' ')"; }

# expect_stream FILE...: together they are what the module printed, byte for byte
expect_stream() {
	sim_end
	cat -- "$@" | cmp -s - "$dir/sim/stream" ||
		fail "the output is not what was printed: $(cat -- "$@" | cmp - "$dir/sim/stream" 2>&1 | tr '\n' ' ')($(cat -- "$@" | wc -c) bytes of $(wc -c <"$dir/sim/stream"))"
}

# expect_all_printed: the scenario was one in which nothing has to be lost, and nothing was
expect_all_printed() {
	sim_end
	(($(messages produced) == $(messages whole))) ||
		fail "of $(messages produced) messages $(messages cut) were cut, $(messages dropped) dropped, $(messages overwritten) overwritten, $(messages left) left"
}

# expect_quiet: nothing on standard error
expect_quiet() { [[ ! -s $dir/err ]] || fail "standard error: $(tail -n 1 "$dir/err")"; }

expect_err() { grep -qE -- "$1" "$dir/err" || fail "not on standard error: $1 ($(tail -n 1 "$dir/err"))"; }
expect_no_err() { ! grep -qE -- "$1" "$dir/err" || fail "on standard error: $(grep -m1 -E -- "$1" "$dir/err")"; }

# expect_lost_in_kernel N: exactly that many are told to be lost there
expect_lost_in_kernel() {
	local told
	told=$(sed -nE 's/^WARNING: ([0-9]+) messages? (were|was) lost in the (kernel|module).*/\1/p' "$dir/err")
	((${told:-0} == $1)) || fail "$1 messages were lost in the kernel, and ${told:-none} told"
}

# expect_told_what_was_lost: cut and dropped, as the module knows it
expect_told_what_was_lost() {
	sim_end
	expect_lost_in_kernel $(($(messages cut) + $(messages dropped) + $(messages holes)))
}

# expect_removed: removal was asked for once, of that module, when its files were closed
expect_removed() {
	local calls=()
	[[ -e $dir/removed ]] || fail "removal was not asked for"
	mapfile -t calls <"$dir/removed"
	((${#calls[@]} == 1)) || fail "removal was asked for ${#calls[@]} times"
	[[ " ${calls[*]}" =~ \ -d\ (-- )?$NAME$ ]] || fail "staprun was called with ${calls[*]}"
	[[ ! -e $dir/in-use ]] || fail "removal was asked for while the module's files were open"
}

expect_not_removed() { [[ ! -e $dir/removed ]] || fail "removal was asked for"; }

# expect_good_run: it all came, nothing more was said, and the module went
expect_good_run() {
	expect_status 0
	expect_stream "${@:-$dir/out}"
	expect_all_printed
	expect_quiet
	expect_removed
}

# field PID NAME: of /proc/PID/status
field() { awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status"; }

# pending PID NUMBER: that signal waits for the process
pending() { ((0x$(field "$1" ShdPnd) >> ($2 - 1) & 1)); }

# switches PID: context switches of all its threads so far
switches() { cat "/proc/$1"/task/*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'; }
