# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What the command line asks for, and what becomes of it where that can't be had: an error, and nothing runs.

# refused [TEXT]: exit status 1, an error with TEXT in it, no probe started, and the module went
refused() {
	expect_status 1
	expect_err "${1:-^ERROR: }"
	(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
	expect_removed
}

# --- Namespaces --------------------------------------------------------------------------------------------------------

case_namespaces() {
	sim <<<request_exit
	relay -N $$
	expect_status 0
	(($(happened "namespaces $$") == 1)) || fail "the module was not told"
	(($(happened 'mnt_ns_fds [0-9]+ [0-9]+') == 1)) || fail "the module got no mount namespaces"
}

# The number of a process that there is none of: this machine's own /proc knows.
no_process() { local pid=4000000; while [[ -e /proc/$pid ]]; do pid=$((pid - 1)); done; echo $pid; }

# In a container pids are not the kernel's: what is missing there is not known to be missing.
in_a_container() { [[ $(stat -Lc %i /proc/self/ns/pid) != 4026531836 ]]; }

case_namespaces_of_no_process() {
	local pid
	pid=$(no_process)
	sim <<<'print 0 never\n'
	relay -N "$pid"
	expect_status 1
	echo "Failed to open file '/proc/$pid/ns/mnt': No such file or directory" | cmp -s - "$dir/err" || fail "not what is right: $(cat "$dir/err")"
	(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
	[[ ! -s $dir/out ]] || fail "probes ran"
}

case_namespaces_refused() {
	sim <<<$'on load\nrefuse 18\non run\nprint 0 never\\n'
	relay -N $$
	refused "^ERROR: Module $NAME does not take the namespaces of process $$ \(-N\): Operation not permitted$"
}

case_mount_namespaces_refused() {
	sim <<<$'on load\nrefuse 19\non run\nprint 0 never\\n'
	relay -N $$
	refused "^ERROR: Module $NAME does not take the namespaces of process $$ \(-N\): Operation not permitted$"
}

case_namespaces_of_4_refused() {
	sim -4 <<<$'on load\nrefuse 18\non run\nprint 0 never\\n'
	relay -N $$
	refused '^ERROR: .*\(-N\)'
}

# --- The target --------------------------------------------------------------------------------------------------------

case_target_is_no_process() {
	if in_a_container; then exit 0; fi
	local pid
	pid=$(no_process)
	sim <<<'print 0 never\n'
	relay -x "$pid"
	expect_status 1
	expect_err "^ERROR: There is no process $pid for the script to look at"
	(($(happened 'start -?[0-9]+') == 0)) || fail "probes were started"
}

case_target() {
	sim <<<request_exit
	relay -x $$
	expect_status 0
	(($(happened "start $$") == 1)) || fail "the module was not told"
}

# --- Standard input and the monitor ------------------------------------------------------------------------------------

# Whether a script takes input, or has a status, shows when its probes run.
case_input_for_a_script_that_takes_none() {
	sim <<<'print 0 hello\n'
	relay -i
	expect_status 1
	expect_err "^ERROR: Module $NAME takes no input \(-i\)"
	expect_removed
}

case_input_for_a_script_that_takes_none_and_was_left() {
	sim <<<$'on load\nalready_started\nprint 0 hello\\n'
	relay -A -i
	expect_status 1
	expect_err "^ERROR: Module $NAME takes no input \(-i\)"
	(($(happened exit) == 0)) || fail "it was ended"
	expect_not_removed
}

case_monitor_of_a_script_without_a_status() {
	sim <<<'print 0 hello\n'
	relay -M 1
	expect_status 1
	expect_err "^ERROR: Module $NAME has no status to show \(-M\): compile its script with stap --monitor\.$"
	expect_removed
}

case_input_in_the_background() {
	sim -i <<<'print 0 hello\n'
	printf 'for the script\n' >"$dir/input"
	stdin=$dir/input relay -D -i -o file
	expect_status 0
	until_true grep -qx 'for the script' "$dir/sim/stdin" || fail "no input"
	kill -INT "$(cat "$dir/out")"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
}

case_input_in_the_background_for_a_script_that_takes_none() {
	sim <<<'print 0 hello\n'
	relay -D -i -o file
	expect_status 1
	[[ ! -s $dir/out ]] || fail "it said a pid"
	expect_err "^ERROR: Module $NAME takes no input \(-i\)"
	expect_removed
}

case_monitor_in_the_background() {
	sim <<<'print 0 hello\n'
	relay -D -M 1 -o file
	expect_status 0
	kill -INT "$(cat "$dir/out")"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	expect_stream "$dir/file"
}

# --- What programs read ------------------------------------------------------------------------------------------------

case_started_is_told_to_who_asks() {
	sim <<<request_exit
	relay -v -v
	expect_status 0
	expect_err 'systemtap_module_init\(\) returned 0$'
	: >"$dir/err" && rm "$dir/removed"
	sim_end
	sim <<<request_exit
	relay -v
	expect_no_err 'systemtap_module_init'
}

# --- The command of -c -------------------------------------------------------------------------------------------------

# own_pid COMMAND: which writes a pid into the file "pid": its own, which is what target() returns
own_pid() {
	sim </dev/null
	relay -c "$1"
	expect_status 0
	[[ $(cat "$dir/pid") == "$(sed -n 's/^start //p' "$dir/sim/events")" ]] ||
		fail "$1 gave $(cat "$dir/pid"), and target() was $(sed -n 's/^start //p' "$dir/sim/events")"
	expect_removed
}

case_own_pid() { own_pid 'sh -c "echo $$ >pid"'; }
case_own_pid_in_braces() { own_pid 'sh -c "echo ${$} >pid"'; }
case_own_pid_for_the_inner_shell() { own_pid "sh -c 'echo \$\$ >pid'"; }
case_own_pid_in_arithmetic() { own_pid 'sh -c "echo $(( $$ + 0 )) >pid"'; }
case_own_pid_in_a_shell() { own_pid 'echo $$ | cat >pid; sleep 0'; }
case_own_pid_in_a_substitution() { own_pid 'sh -c "echo $(echo $$) >pid"'; }
case_own_pid_in_a_nested_shell() { own_pid 'sh -c "sh -c \"echo $$\" >pid"'; }

# It kills itself, and not us.
case_command_that_kills_its_pid() {
	local form
	for form in 'sh -c "kill -9 $$"' 'kill -9 $$' 'kill -KILL $$; sleep 10' 'sh -c "kill -9 ${$}; sleep 10"'; do
		sim </dev/null
		relay -c "$form"
		expect_status 1
		[[ $form == 'kill -9 $$' ]] || expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
		expect_removed
		sim_end
		rm -f "$dir/removed" "$dir/err" && touch "$dir/err"
	done
}

case_command_unbalanced() {
	sim <<<'print 0 never\n'
	relay -c 'echo "'
	refused '^ERROR: wordexp: syntax error \(unmatched quotes\?\) in -c COMMAND$'
	(($(wc -l <"$dir/err") == 1)) || fail "it said more"
}

case_command_empty() {
	sim <<<'print 0 never\n'
	relay -c ' '
	refused "^ERROR: There is no command in -c ' '\.$"
}

case_command_with_an_unset_variable() {
	sim <<<'print 0 never\n'
	relay -c 'rm -rf $NO_SUCH_VARIABLE/x'
	refused '^ERROR: A variable in -c .* is not set\.$'
}

# Nothing of it runs before the probes do.
case_command_substitutes() {
	sim <<-END
		on start
		mark probes begin
	END
	relay -c "echo \$(echo substituted >>$dir/sim/events)"
	expect_status 0
	[[ $(grep -xE 'probes begin|substituted' "$dir/sim/events" | tr '\n' ' ') == 'probes begin substituted ' ]] ||
		fail "the order was $(grep -xE 'probes begin|substituted' "$dir/sim/events" | tr '\n' ' ')"
}

case_command_that_is_killed_while_it_waits() {
	sim <<-END
		on start
		mark starting
		pause 1000
		on run
		print 0 probes run\n
	END
	relay_start -c "touch ran"
	event starting
	kill -KILL "$(sed -n 's/^start //p' "$dir/sim/events")"
	relay_wait
	expect_status 1
	expect_err '^WARNING: Child process exited with signal 9 \(Killed\)$'
	[[ ! -e $dir/ran ]] || fail "it ran"
	expect_removed
}

# -L leaves, and the command goes on.
case_command_of_a_script_that_is_left() {
	sim <<<'print 0 kept\n'
	relay -L -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
	expect_status 0
	expect_not_removed
	until_true test -s "$dir/pid" || fail "it did not run"
	kill "$(cat "$dir/pid")" || fail "it was ended"
	[[ $(cat "$dir/pid") == "$(sed -n 's/^start //p' "$dir/sim/events")" ]] || fail "target() was not its pid"
}

case_command_that_is_not_there_of_a_script_to_be_left() {
	sim <<<'print 0 never\n'
	relay -L -c "$dir/no-such-command"
	expect_status 1
	expect_err '^ERROR: .*No such file or directory'
	expect_removed
}

# What commands find in their environment: the peers set it, too, and what the caller has under that name is not it.
case_environment_of_commands() {
	sim <<<"system env >environment.new && mv environment.new environment"
	SYSTEMTAP_MODULE=callers SYSTEMTAP_VERBOSE=1 relay -v -c "sh -c 'env >$dir/command; until [ -e environment ]; do sleep 0.02; done'"
	expect_status 0
	local file
	for file in command environment; do
		[[ $(grep -E '^SYSTEMTAP_(MODULE|VERBOSE)=' "$dir/$file" | sort | tr '\n' ' ') == "SYSTEMTAP_MODULE=$NAME SYSTEMTAP_VERBOSE=2 " ]] ||
			fail "$file: $(grep '^SYSTEMTAP_' "$dir/$file")"
	done
}
