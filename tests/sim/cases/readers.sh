# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Programs and habits that rely on what a relay says and does: sandboxes, units, old scripts, shells, who rotates files.

# A sandbox reads standard error until the probes run, and waits for ever where that line does not come; it ends us with
# SIGKILL.
case_sandbox_waits_for_the_probes() {
	sim <<<"print 0 hello\n"
	relay_start -v -v -x $$ -o stap.log
	until_true grep -q 'systemtap_module_init() returned 0' "$dir/err" || fail "it is not said that the probes run"
	until_true test -s "$dir/stap.log" || fail "nothing comes"
	[[ $(cat "$dir/stap.log") == hello ]] || fail "this came: $(cat "$dir/stap.log")"
	(($(happened "start $$") == 1)) || fail "the script has another target"
	tell request_exit
	relay_wait
	expect_status 0
}

case_sandbox_told_that_the_probes_do_not_run() {
	sim <<<$'on start\nstart_result -1'
	relay -v -v
	expect_status 1
	expect_no_err 'returned 0'
	expect_removed
}

# What is given as one word, with a blank.
case_numbers_behind_a_blank() {
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	relay "-x $$" "-b 4"
	(($(happened "start $$") == 1)) || fail "the script has another target"
	expect_good_run
}

# An old initscript's way to start a script with a command, and leave it running.
case_command_and_detach() {
	sim <<<"print 0 hello\n"
	relay -c "true" -L
	event closed
	expect_status 0
	expect_not_removed
}

case_background_with_files_of_limited_size() {
	sim <<<"print 0 hello\n"
	relay -D -S 500,20 -o log port_str="80,8080"
	expect_status 0
	until_true test -s "$dir/log.0" || fail "nothing comes"
	kill "$(cat "$dir/out")"
	until_true test -s "$dir/removed" || fail "removal was not asked for"
	event closed
	expect_stream "$dir/log.0"
}

# names_of_threads PID: all that there are
names_of_threads() { sort -u "/proc/$1"/task/*/comm; }

# Scripts tell our calls from others' by execname().
case_threads_have_the_name_of_the_program() {
	sim <<<"burst 0-1 50 20-60 0"
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	(($(names_of_threads "$relay_pid" | wc -l) == 1)) || fail "threads have other names: $(names_of_threads "$relay_pid" | tr '\n' ' ')"
	((${#wrap[@]})) || [[ $play ]] || [[ $(names_of_threads "$relay_pid") == "${stapio##*/}" ]] || fail "it is called $(names_of_threads "$relay_pid")"
	tell drained request_exit
	relay_wait
	expect_good_run
}

# --- Shells ------------------------------------------------------------------------------------------------------------

case_output_to_a_descriptor_of_the_caller() {
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	exec 7>"$dir/file"
	relay -o /dev/fd/7
	exec 7>&-
	expect_good_run "$dir/file"
}

case_output_to_a_process_substitution() {
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	relay -o >(cat >"$dir/file")
	sim_end
	until_true cmp -s "$dir/file" "$dir/sim/stream" || fail "this came: $(cat "$dir/file")"
	expect_status 0
	expect_quiet
}

case_under_timeout() {
	sim <<<"print 0 hello\n"$'\non exit\nprint 1 end\n'
	relay_start
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -TERM "$relay_pid"
	kill -CONT "$relay_pid"
	relay_wait
	expect_good_run
}

case_standard_error_into_the_output() {
	sim <<<"print 0 hello\n"$'\ndrained\npause 100\noob WARNING: careful\\n\nrequest_exit'
	(
		cd "$dir" || exit
		exec 3<"$dir/module" {control}>&-
		SYSTEMTAP_STAPRUN="$dir/staprun" "${wrap[@]}" "$stapio" -F 3 -- "$NAME" </dev/null 2>&1 | cat >"$dir/both"
	)
	[[ $(sort "$dir/both") == $'WARNING: careful\nhello' ]] || fail "this came: $(cat "$dir/both")"
}

# No terminal, no standard input.
case_as_cron_runs_it() {
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	stdin=/dev/full relay
	expect_good_run
}

# What -c runs knows its own pid, which is the script's target.
case_command_knows_itself_as_the_target() {
	sim <<<"print 0 hello\n"
	# shellcheck disable=SC2016 # for wordexp
	relay -c 'sh -c "echo $$ >pid; echo \$\$ >>pid"'
	until_true test -s "$dir/removed" || fail "it does not end with its command"
	(($(sort -u "$dir/pid" | wc -l) == 1)) || fail "the command is $(sed -n 2p "$dir/pid"), and is told $(sed -n 1p "$dir/pid")"
	(($(happened "start $(head -n 1 "$dir/pid")") == 1)) || fail "the target is another: $(cat "$dir/pid")"
	expect_status 0
}

case_environment_of_the_command() {
	sim <<<"print 0 hello\n"
	SYSTEMTAP_MODULE=other relay -c 'sh -c "env | grep -E ^SYSTEMTAP_MODULE= >variable"'
	[[ $(cat "$dir/variable") == SYSTEMTAP_MODULE=$NAME ]] || fail "in the environment is $(cat "$dir/variable")"
	expect_status 0
}

# --- Files that others turn over ----------------------------------------------------------------------------------------

# logrotate: renames the file, and then asks for a new one.
case_file_that_was_renamed() {
	sim <<<"print 0 before\n"
	relay_start -o file
	until_true test -s "$dir/file" || fail "nothing comes"
	mv "$dir/file" "$dir/file.1"
	kill -USR2 "$relay_pid"
	until_true test -e "$dir/file" || until_true test -e "$dir/file.2" || fail "there is no new file"
	tell "print 0 after\n" drained request_exit
	relay_wait
	[[ $(cat "$dir/file.1") == before ]] || fail "the history is gone"
	expect_good_run "$dir/file.1" "$dir/file"
}

# copytruncate: copies the file, and empties it.
case_file_that_was_truncated() {
	sim <<<"print 0 before\n"
	relay_start -o file
	until_true test -s "$dir/file" || fail "nothing comes"
	cp "$dir/file" "$dir/file.old"
	: >"$dir/file"
	tell "print 0 after\n" drained request_exit
	relay_wait
	[[ $(od -An -c "$dir/file") == "$(printf 'after\n' | od -An -c)" ]] || fail "there is a hole: $(od -An -c "$dir/file")"
	expect_good_run "$dir/file.old" "$dir/file"
}

# --- Units -------------------------------------------------------------------------------------------------------------

# The whole group gets the signal, the command of -c and what it started, too.
case_signal_to_the_group() {
	sim <<<"print 0 hello\n"$'\non exit\nprint 1 end\n'
	set -m
	relay_start -c "sh -c 'sleep 61; true'"
	set +m
	until_true test -s "$dir/out" || fail "nothing comes"
	kill -TERM -- "-$relay_pid"
	relay_wait
	expect_stream "$dir/out"
	expect_removed
}
