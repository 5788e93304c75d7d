# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The life of a session: signals, detaching, the script's own messages, the command of -c, and rules 1 and 4 of stapio.

hello() { sim <<<"print 0 hello\n"$'\nrequest_exit'; }

case_hello() {
	hello
	relay
	expect_good_run
}

case_module_that_does_not_start() {
	sim <<-END
		on start
		start_result -1
		on run
		print 0 never\n
	END
	relay
	expect_status 1
	[[ ! -s $dir/out ]] || fail "probes ran"
	expect_removed
}

# --- Signals -----------------------------------------------------------------------------------------------------------

ends_on() {
	sim <<-END
		print 0 begin\n
		on exit
		print 1 end\n
	END
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill "-$1" "$relay_pid"
	relay_wait
	expect_good_run
	[[ $(tail -n 1 "$dir/out") == end ]] || fail "the end probe's line is not there"
}

case_ends_on_int() { ends_on INT; }
case_ends_on_term() { ends_on TERM; }
case_ends_on_hup() { ends_on HUP; }

# While the end probes run for long nothing waits for them but the end: totals are told, no thread wakes, and a second
# interrupt takes nothing from a reader who reads.
case_slow_end_probe() {
	sim -n 2048 <<-END
		print 0 ready\n
		on exit
		oob WARNING: this takes a while\n
		pause 3000
		burst 0-1 30000 100-300 0
		print 1 this is the end\n
	END
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -INT "$relay_pid"
	until_true grep -q '^WARNING: this takes a while$' "$dir/err" || fail "what the module says in its end is not shown"
	kill -INT "$relay_pid"
	kill -USR1 "$relay_pid"
	until_true grep -q '1 messages, 6 bytes' "$dir/err" || fail "no totals"
	sleep 0.5
	local before
	before=$(switches "$relay_pid")
	sleep 1
	((tsan || $(switches "$relay_pid") == before)) || fail "it woke $(($(switches "$relay_pid") - before)) times in 1 s of nothing"
	(($(happened exited) == 0)) || fail "the scenario is no good"
	relay_wait
	: >"$dir/err"
	expect_good_run
}

# leaves COMMAND...: stapio goes on COMMAND while the end probes run, and who reads its output is done then; the module is
# removed after them.
leaves() {
	sim <<-END
		print 0 ready\n
		on exit
		pause 2000
	END
	relay_on - > >(cat >"$dir/out" && touch "$dir/out-ended")
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -INT "$relay_pid"
	event exit
	"$@"
	relay_wait
	until_true test -e "$dir/out-ended" || fail "its output has not ended"
	(($(happened exited) == 0)) || fail "it waited for the end probes"
	expect_not_removed
	until_true test -s "$dir/removed" || fail "the module stays loaded"
	(($(happened exited) == 1)) || fail "the module was removed before its end"
	expect_removed
}

case_third_interrupt_leaves_at_once() {
	two_more() { kill -INT "$relay_pid" && kill -TERM "$relay_pid"; }
	leaves two_more
	expect_status 1
	expect_said <<<"WARNING: Module $NAME still runs its end probes; it is removed when they are done."
}

case_killed_in_the_end_probes() {
	kill_it() { kill -KILL "$relay_pid"; }
	leaves kill_it 2>/dev/null
	expect_err "^WARNING: stapio was killed: removing module $NAME\.$"
}

case_nohup() {
	sim <<<"print 0 begin\n"
	trap '' HUP
	relay_start
	trap - HUP
	event started.0
	kill -HUP "$relay_pid"
	tell "pause 200"
	(($(happened exit) == 0)) || fail "a hangup that is ignored ended it"
	tell "print 0 end\n" drained request_exit
	relay_wait
	expect_good_run
}

case_totals_on_sigusr1() {
	sim <<<"print 0 hello\n"
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -USR1 "$relay_pid"
	until_true grep -qE '\b1 messages?, 6 bytes' "$dir/err" || fail "no totals: $(cat "$dir/err")"
	tell request_exit
	relay_wait
	expect_status 0
}

case_totals_when_verbose() {
	hello
	relay -v
	expect_status 0
	expect_err '\b1 messages?, 6 bytes, [0-9]+ reads?, [0-9]+ wake-ups'
}

# --- Detaching ---------------------------------------------------------------------------------------------------------

expect_detached() {
	expect_status 0
	diff -q "$dir/err" <(printf '\nDisconnecting from systemtap module.\nTo reconnect, type "staprun -A %s"\n' "$NAME") >/dev/null ||
		fail "not the text of a detach: $(cat "$dir/err")"
	expect_not_removed
	event closed
	(($(happened exit) == 0)) || fail "the module was told to exit"
}

case_load_and_detach() {
	sim <<<"print 0 hello\n"
	relay -L
	expect_detached
	(($(happened started.0) == 1)) || fail "the probes were not started"
}

# What a script says after it was detached from is for who attaches: its error, its wish to end.
case_load_and_detach_from_an_error() {
	sim <<<"oob ERROR: boom near line 1\n"$'\nrequest_exit'
	relay -L
	expect_detached
	relay -A
	expect_status 1
	expect_err '^ERROR: boom near line 1$'
	expect_removed
}

case_detach_and_attach() {
	sim <<<"print 0 first\n"
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -QUIT "$relay_pid"
	relay_wait
	expect_detached
	mv "$dir/out" "$dir/out1"
	: >"$dir/err"
	tell "burst 0-1 100 20-60 0"
	relay_start -A
	until_true test -s "$dir/out" || fail "what was printed meanwhile does not come"
	tell "burst 0-1 100 20-60 0" drained request_exit
	relay_wait
	expect_good_run "$dir/out1" "$dir/out"
	(($(happened 'start .*') == 1)) || fail "START was sent twice"
}

# In a hurry, trace files are left behind a whole frame: who attaches goes on there, and nothing is missing.
detach_in_a_hurry() {
	sim "$@" -n 4096 -c 0-3 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -STOP "$relay_pid"
	tell "burst 0-2 15000 100-1500 0"
	kill -QUIT "$relay_pid"
	kill -TERM "$relay_pid"
	kill -CONT "$relay_pid"
	relay_wait
	expect_not_removed
	mv "$dir/out" "$dir/out1"
	relay_start -A
	until_true test -s "$dir/out" || fail "nothing was left"
	tell drained request_exit
	relay_wait
	expect_status 0
	expect_no_err 'belonged to no message'
	expect_removed
	sim_end
	cmp -s <(sort "$dir/out1" "$dir/out") <(sort "$dir/sim/stream") ||
		fail "$(diff -a <(sort "$dir/out1" "$dir/out") <(sort "$dir/sim/stream") | grep -ac '^[<>]') lines are not what was printed"
}

case_detach_in_a_hurry() { detach_in_a_hurry && expect_all_printed; }
case_detach_in_a_hurry_in_dialect_4() { detach_in_a_hurry -4; }

# What one CPU prints after it was read for the last time, while another is still read, stays behind: it is no loss.
case_detach_while_printing_here_and_there() {
	local out
	sim -n 32768 -c 0-1 <<<"print 0 ready\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -STOP "$relay_pid"
	tell "burst 0 100000 100-1500 0"
	kill -QUIT "$relay_pid"
	kill -CONT "$relay_pid"
	until_true grep -q '^ShdPnd:.*0$' "/proc/$relay_pid/status" || fail "the signal is not taken"
	out=$(stat -c %s "$dir/out")
	until_true eval '(($(stat -c %s "$dir/out") > out + 2000000))' || fail "nothing more comes"
	tell "burst 1 100 20-60 0" "burst 0 100 20-60 0"
	relay_wait
	expect_detached
	! grep -q 'cpu 1' "$dir/out" || fail "the scenario is no good"
}

# A module that prints as fast as it goes can be left all the same.
detach_while_printing() {
	sim "$@" -n 256 -c 0-3 <<<"burst 0-3 0 100-1500 0"
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -QUIT "$relay_pid"
	relay_wait
	expect_status 0
	expect_not_removed
	expect_no_err 'belonged to no message'
}

case_detach_while_printing() { detach_while_printing; }
case_detach_while_printing_in_dialect_4() { detach_while_printing -4; }

case_attach_to_a_busy_module() {
	sim <<<"print 0 hello\n"
	relay_start
	event started.0
	until_true test -s "$dir/out" || fail "nothing comes"
	local first=$relay_pid
	stdout=$dir/out2 relay -A
	expect_status 1
	expect_err "^ERROR: Cannot attach to module $NAME control channel; not running\?"
	expect_not_removed
	relay_pid=$first
	tell request_exit
	relay_wait
	expect_status 0
	expect_stream "$dir/out"
	expect_removed
}

# --- What the script says ----------------------------------------------------------------------------------------------

said() {
	sim <<-END
		oob WARNING: careful\n
		oob WARNING: careful\n
		oob WARNING: other\n
		oob plain text\n
		request_exit
	END
	relay "$@"
	expect_status 0
}

expect_said() { diff -q "$dir/err" - >/dev/null || fail "this was said: $(tr '\n' '/' <"$dir/err")"; }

case_warnings_once() {
	said
	expect_said <<<$'WARNING: careful\nWARNING: other\nplain text'
}

case_warnings_each_when_verbose() {
	said -v
	(($(grep -c '^WARNING: careful$' "$dir/err") == 2)) || fail "not each warning was shown"
}

case_no_warnings() {
	said -w
	expect_said <<<"plain text"
}

case_errors() {
	sim <<<"oob ERROR: boom near line 1\n"$'\nrequest_exit'
	relay -w
	expect_status 1
	expect_said <<<"ERROR: boom near line 1"
	expect_removed
}

# --- system() ----------------------------------------------------------------------------------------------------------

no_zombies() { ! pgrep -P "$relay_pid" -r Z >/dev/null; }

case_system() {
	sim <<<"system echo one; echo \$0 two >$dir/two"
	relay_start
	until_true test -s "$dir/two" || fail "the command does not run"
	[[ $(cat "$dir/out") == one ]] || fail "its output is not on standard output"
	tell "system exit 3" "system kill -KILL \$\$"
	until_true no_zombies || fail "it leaves a zombie"
	tell request_exit
	relay_wait
	expect_status 0
	expect_quiet
	expect_removed
}

case_system_inherits_nothing() {
	cat >"$dir/look" <<-END
		ls -l /proc/self/fd >$dir/fds
		grep SigBlk /proc/self/status >$dir/signals
		echo done >$dir/done
	END
	sim <<<"system sh $dir/look"
	relay_start -o file
	until_true test -s "$dir/done" || fail "the command does not run"
	! grep -qE 'trace|cmd|eventfd|signalfd|module|file$' "$dir/fds" ||
		fail "it has $(grep -m1 -E 'trace|cmd|eventfd|signalfd|module|file$' "$dir/fds")"
	grep -qE '0{16}' "$dir/signals" || fail "it runs with $(cat "$dir/signals")"
	tell request_exit
	relay_wait
	expect_status 0
}

# --- -c ----------------------------------------------------------------------------------------------------------------

case_command() {
	sim <<-END
		on start
		mark begin probe begins
		pause 200
		mark begin probe ends
	END
	relay -c "sh -c 'echo command \$\$ >>$dir/sim/events'"
	expect_good_run
	local order
	order=$(grep -E '^(begin probe ends|started 0|command [0-9]+|exit)$' "$dir/sim/events" | sed 's/ [0-9]*$//' | tr '\n' ' ')
	[[ $order == "begin probe ends started command exit " || $order == "begin probe ends command started exit " ]] || fail "the order was $order"
	[[ $(sed -n 's/^command //p' "$dir/sim/events") == $(sed -n 's/^start //p' "$dir/sim/events") ]] ||
		fail "target() was not the command's pid"
}

case_command_that_fails() {
	sim </dev/null
	relay -c "sh -c 'exit 3'"
	expect_status 1
	expect_err '^WARNING: Child process exited with status 3$'
	expect_removed
}

case_command_that_is_killed() {
	sim </dev/null
	relay -c "sh -c 'kill -KILL \$\$'"
	expect_status 1
	expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
	expect_removed
}

case_command_of_a_module_that_does_not_start() {
	sim <<<$'on start\nstart_result -5'
	relay -c "touch $dir/ran"
	expect_status 1
	[[ ! -e $dir/ran ]] || fail "the command ran"
	expect_removed
}

case_command_that_is_not_there() {
	sim </dev/null
	relay -c "$dir/no-such-command"
	expect_status 1
	expect_err '^ERROR: .*No such file or directory'
	expect_removed
}

case_command_for_a_shell() {
	sim </dev/null
	relay -c "echo one >$dir/one; echo two >$dir/two"
	expect_status 0
	[[ $(cat "$dir/one" "$dir/two") == $'one\ntwo' ]] || fail "a shell did not run it"
}

# When the script ends first, the command goes on.
case_command_outlives_the_script() {
	sim <<<$'pause 300\nrequest_exit'
	relay -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
	expect_status 0
	expect_removed
	kill -0 "$(cat "$dir/pid")" 2>/dev/null || fail "the command was ended"
	kill "$(cat "$dir/pid")"
}

# --- The background ----------------------------------------------------------------------------------------------------

case_background() {
	sim <<<"print 0 hello\n"
	relay -D -o file
	expect_status 0
	local pid
	pid=$(cat "$dir/out")
	[[ $pid =~ ^[0-9]+$ ]] || fail "no pid is on standard output: $pid"
	((slow)) || [[ $(readlink "/proc/$pid/exe") == "$stapio" ]] || fail "$pid is not stapio's pid"
	until_true test -s "$dir/file" || fail "nothing is in the file"
	kill -INT "$pid"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	event closed
	expect_stream "$dir/file"
	expect_quiet
	expect_removed
}

case_background_of_a_module_that_does_not_start() {
	sim <<<$'on start\nstart_result -5'
	relay -D -o file
	expect_status 1
	[[ ! -s $dir/out ]] || fail "a pid was printed"
	expect_removed
}

# --- Standard input ----------------------------------------------------------------------------------------------------

case_standard_input() {
	printf 'one\ntwo\n' >"$dir/input"
	sim -i <<<"print 0 ready\n"
	stdin=$dir/input relay_start -i
	until_true cmp -s "$dir/input" "$dir/sim/stdin" || fail "the script does not get its input"
	tell drained request_exit
	relay_wait
	expect_good_run
}

# It is read while it is there, and does not hold up the end.
case_standard_input_without_end() {
	mkfifo "$dir/keyboard"
	exec {keyboard}<>"$dir/keyboard"
	sim -i <<<"print 0 ready\n"
	stdin=$dir/keyboard relay_start -i
	event started.0
	printf 'x' >&"$keyboard"
	until_true test -s "$dir/sim/stdin" || fail "the script does not get its input"
	kill -INT "$relay_pid"
	relay_wait
	expect_good_run
}

# --- Cost --------------------------------------------------------------------------------------------------------------

# Nothing happens: nothing wakes. (ThreadSanitizer has a thread of its own that does.)
idle() {
	sim "$@" <<<"print 0 hello\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	sleep 0.5
	local before
	before=$(switches "$relay_pid")
	sleep 3
	((tsan || $(switches "$relay_pid") == before)) || fail "it woke $(($(switches "$relay_pid") - before)) times in 3 s of nothing"
	tell request_exit
	relay_wait
	expect_good_run
}

case_idle() { idle; }
case_idle_on_16_cpus() { idle -c 0-15; }

# few_calls MAX MESSAGES BURST [OPTION]...: so many system calls are enough for that
few_calls() {
	local max=$1 messages=$2 burst=$3 calls
	sim <<<"print 0 ready\n"
	relay_start "${@:4}" -o file
	event started.0
	tell "$burst" drained
	calls=$(awk '/^sysc[rw]:/ { n += $2 } END { print n }' "/proc/$relay_pid/io")
	tell request_exit
	relay_wait
	((slow || calls < max)) || fail "$calls reads and writes for $messages messages"
	(($(happened 'trace. read from elsewhere') == 0)) || fail "a trace file was read from another CPU"
	expect_good_run "$dir/file"
}

# Reads and writes are few and large, however small the messages and however often they come; each trace file is read on
# its own CPU.
case_few_system_calls() { few_calls 5000 40000 "burst 0-1 20000 20-60 10000"; }
case_few_system_calls_where_little_is_printed() { few_calls 400 4000 "burst 0-1 2000 20-60 1000" -T 100; }

# --- The end that nobody wants ------------------------------------------------------------------------------------------

# However stapio dies, its module is removed.
case_killed() {
	sim <<<"print 0 hello\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -KILL "$relay_pid"
	wait "$relay_pid"
	until_true test -s "$dir/removed" || fail "the module stays loaded"
	expect_removed
}

case_killed_after_detaching() {
	sim <<<"print 0 hello\n"
	relay -L
	event closed
	sleep 0.3
	expect_not_removed
}

# --- Without a keeper ---------------------------------------------------------------------------------------------------

# Started on a folder, as upstream's staprun does it: staprun -d is run at the end.
case_alone() {
	hello
	alone=1 relay
	expect_good_run
}

case_alone_third_interrupt() {
	sim <<-END
		print 0 ready\n
		on exit
		pause 2000
	END
	alone=1 relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -INT "$relay_pid"
	event exit
	kill -INT "$relay_pid" && kill -TERM "$relay_pid"
	relay_wait
	expect_status 1
	(($(happened exited) == 0)) || fail "it waited for the end probes"
	expect_said <<<"WARNING: Module $NAME stays loaded; when it has come to its end, remove it with: staprun -d $NAME"
	event exited
}

# A staprun -d that comes to no end is not waited for without end.
case_alone_removal_that_hangs() {
	hello
	printf '#!/bin/sh\necho $$ >%q/begun\nexec sleep 1000\n' "$dir" >"$dir/staprun"
	alone=1 relay_start
	until_true test -s "$dir/begun" || fail "removal was not asked for"
	for signal in INT INT TERM; do kill -$signal "$relay_pid"; sleep 0.1; done
	relay_wait
	kill "$(cat "$dir/begun")"
	expect_status 1
	expect_said <<<"WARNING: Module $NAME is being removed; that was not waited for."
}

# --- Standard error that takes nothing ----------------------------------------------------------------------------------

# full: a pipe that is full, and stays so, is standard error from here on
full() {
	mkfifo "$dir/full"
	exec {full}<>"$dir/full"
	dd if=/dev/zero bs=4096 of="$dir/full" oflag=nonblock status=none 2>/dev/null
	dd if=/dev/zero bs=1 of="$dir/full" oflag=nonblock status=none 2>/dev/null
	ln -sf full "$dir/err"
}

many_warnings() {
	for ((i = 1; i <= $1; i++)); do printf 'oob WARNING: number %d is one of many that no one reads, and it is long enough to fill a page soon\\n\n' "$i"; done
}

# What is said holds up neither the output, nor signals, nor the removal.
case_stderr_full() {
	# shellcheck disable=SC2028 # as it is meant
	sim < <(many_warnings 50; echo 'print 0 hello\n')
	full
	relay_start -v
	until_true test -s "$dir/out" || fail "what is said holds up the output"
	for signal in USR1 INT; do kill -$signal "$relay_pid"; done
	event exited
	relay_wait
	expect_removed
	expect_stream "$dir/out"
}

# The pager is left, or reads on: it all came.
case_stderr_that_is_read_late() {
	sim < <(many_warnings 50; printf '%s\n' 'print 0 hello\n' request_exit)
	full
	relay_start
	until_true test -s "$dir/removed" || fail "what is said holds up the removal"
	kill -0 "$relay_pid" || fail "it did not wait for who reads"
	tr -d "\0" <"$dir/full" >"$dir/read" {full}>&- &
	exec {full}>&-
	relay_wait
	wait $!
	expect_status 0
	(($(grep -c '^WARNING: number' "$dir/read") == 50)) || fail "$(grep -c '^WARNING: number' "$dir/read") of 50 warnings came"
}

# What finds no room in between is counted, and told when there is some.
case_stderr_with_too_little_room() {
	sim </dev/null
	full
	relay_start
	event started.0
	many_warnings 900 >"$dir/more"
	mapfile -t more <"$dir/more"
	tell "${more[@]}"
	tell request_exit
	until_true test -s "$dir/removed" || fail "what is said holds up the removal"
	tr -d "\0" <"$dir/full" >"$dir/read" {full}>&- &
	exec {full}>&-
	relay_wait
	wait $!
	local came told
	came=$(grep -c '^WARNING: number' "$dir/read")
	told=$(sed -n 's/^WARNING: \([0-9]*\) lines were not said here: there was no room for them\.$/\1/p' "$dir/read")
	((came < 900 && came + told == 900)) || fail "$came came, and $told are said to be missing"
}

case_stderr_full_and_interrupts() {
	sim <<<"print 0 hello\n"
	full
	relay_start -v -D -o file # whose parent waits, too
	relay_wait
	expect_status 0
	pid=$(cat "$dir/out")
	kill -INT "$pid"
	until_true test -s "$dir/removed" || fail "the module stays"
}

# --- Bounds -------------------------------------------------------------------------------------------------------------

# While a flood of messages comes, signals are served.
case_flood_of_warnings() {
	sim <<<"print 0 hello\n"
	relay_start
	event started.0
	many_warnings 5000 >"$dir/more"
	mapfile -t more <"$dir/more"
	tell "${more[@]}" "${more[@]}" "${more[@]}"
	kill -USR1 "$relay_pid"
	until_true grep -q 'messages, ' "$dir/err" || fail "no totals"
	tell request_exit
	relay_wait
	expect_status 0
}

# A script that starts shells without end does not get more than some at a time; and all of them run in the end.
case_system_without_end() {
	mkfifo "$dir/go"
	printf 'echo x >>%q/ran\n: <%q/go\necho y >>%q/done\n' "$dir" "$dir" "$dir" >"$dir/wait"
	sim <<<"print 0 hello\n"
	relay_start
	event started.0
	local commands=()
	for ((i = 0; i < 150; i++)); do commands+=("system . $dir/wait"); done
	tell "${commands[@]}"
	until_true ran 64 || fail "$(wc -l <"$dir/ran") run"
	(($(pgrep -c -P "$relay_pid" -x sh) == 64)) || fail "$(pgrep -c -P "$relay_pid" -x sh) shells run"
	until_true all_ran || fail "$(wc -l <"$dir/done") of 150 ran"
	tell request_exit
	relay_wait
	expect_status 0
	expect_said <<<"WARNING: 64 commands of the script's system() run at once: others wait until one has ended, at most 4096."
}
ran() { (($(wc -l <"$dir/ran") == $1)); }
all_ran() {
	exec {go}<>"$dir/go" # who waits to open it goes on
	exec {go}>&-
	[[ -e $dir/done ]] && (($(wc -l <"$dir/done") == 150))
}

case_system_that_never_ends() {
	sim <<<"print 0 hello\n"
	relay_start
	event started.0
	local commands=()
	for ((i = 0; i < 70; i++)); do commands+=("system exec sleep 300.$i$$"); done
	tell "${commands[@]}" request_exit
	relay_wait
	pkill -f "^sleep 300\.[0-9]*$$"
	expect_status 0
	expect_err "^WARNING: 6 commands of the script's system\(\) were not run: too many others did not end\.$"
	expect_removed
}

# --- The way to the background ------------------------------------------------------------------------------------------

# Interrupted while it starts: the parent passes it on.
case_background_interrupted_while_starting() {
	sim <<-END
		on start
		pause 1000
		on exit
		print 0 end\n
	END
	relay_start -D -o file
	event 'start .*'
	kill -INT "$relay_pid"
	relay_wait
	[[ ! -s $dir/out ]] || { kill "$(cat "$dir/out")"; fail "it went to the background all the same"; }
	until_true test -s "$dir/removed" || fail "the module stays"
}

# The control channel breaks (here its file system is gone): that is said once, and is the end.
case_control_channel_that_breaks() {
	sim <<<"print 0 hello\n"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -KILL "$simmod_pid"
	relay_wait
	simmod_pid=
	expect_status 1
	(($(grep -c "^ERROR: The control channel of module $NAME broke: " "$dir/err") == 1)) || fail "said: $(cat "$dir/err")"
	[[ -s $dir/removed ]] || fail "removal was not asked for"
}
