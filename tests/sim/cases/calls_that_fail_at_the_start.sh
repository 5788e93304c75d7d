# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What can't be had as a session begins, descriptors, threads, processes, is told with its cause: by an error where there is no
# session without, and the module goes; else by a warning, and all that was printed comes.

# fails CALL STATUS SAID [OPTION]...: as CALL fails, in the words of strace, that is the status, and that is said, in words of [[ ]]
# shellcheck disable=SC2053 # a pattern
fails() {
	rm -rf "$dir"/{sim,removed,log*} && : >"$dir/err"
	wrap=(strace -D -f -qq -o "$dir/calls" -e "trace=${1%%:*}" -e "inject=$1")
	sim <<<$'oob WARNING: careful\nprint 0 hello\\n\nrequest_exit'
	relay -o log "${@:4}"
	expect_status "$2"
	grep -q INJECTED "$dir/calls" || fail "$1: nothing fails"
	grep -qxF 'WARNING: careful' "$dir/err" || (($2)) || fail "$1: what the script says is lost: $(<"$dir/err")"
	sed -i '/^WARNING: careful$/d' "$dir/err"
	[[ $(<"$dir/err") == $3 ]] || fail "$1: standard error is $(<"$dir/err")"
	if (($2)); then
		(($(happened 'start .*') == 0)) || fail "$1: the probes were started"
	else
		expect_stream "$dir"/log*
		expect_all_printed
	fi
	[[ $1 == signalfd4:* ]] || expect_removed
	sim_end
}

((!slow)) || exit 0
local many='Too many open files' again='Resource temporarily unavailable' begin='ERROR: Couldn'\''t begin to read the relay buffers'
fails signalfd4:error=EMFILE:when=1 1 "ERROR: Couldn't make a signalfd: $many"
fails eventfd2:error=EMFILE:when=1 1 "ERROR: Couldn't make an eventfd for the relay: $many"
fails eventfd2:error=EMFILE:when=3 1 "$begin: $many"
fails epoll_create1:error=EMFILE 1 "$begin: $many"
fails clone3:error=EAGAIN 1 "$begin: $again"
fails pipe2:error=EMFILE:when=2 1 "ERROR: Couldn't make a pipe: $many" -c true
fails pipe2:error=EMFILE:when=3 1 "ERROR: Couldn't make a pipe: $many" -c true
fails clone:error=EAGAIN:when=2 1 "ERROR: Couldn't start a process for 'true': $again" -c true
fails pipe2:error=EMFILE:when=2 1 "ERROR: Failed to daemonize stapio: $many" -D
fails clone:error=EAGAIN:when=2 1 "ERROR: Failed to daemonize stapio: $again" -D
# Without these a session goes on.
fails bind:error=EPERM 0 ''
fails clone3:error=EAGAIN:when=2 0 ''
fails timerfd_create:error=EMFILE 0 "WARNING: Couldn't make a timer: $many. No statistics come by themselves." --stats numbers
fails clone3:error=EAGAIN:when=1 0 "WARNING: Couldn't write statistics to numbers: $again. The session goes on without." --stats numbers
fails eventfd2:error=EMFILE:when=1 0 "WARNING: Couldn't begin to compress files: $many. They stay as they are." -S 1M --compress
