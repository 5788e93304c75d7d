# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --ready-fd: a newline when the probes run, then its end, however the session goes on; no process of ours keeps it.

sim <<<"print 0 hello\n"
ready_on
expect_ready
event started.0
tell request_exit
relay_wait
expect_good_run
for options in '-L' '-A' '-c true' '-D -o log' '-A -D -o log'; do
	rm -rf "$dir"/{sim,ready,removed,log}
	if [[ $options == *-A* ]]; then sim <<<"on load"$'\nalready_started'; else sim <<<''; fi
	# shellcheck disable=SC2086 # words
	ready_on $options
	expect_ready
	case $options in
	-A) tell request_exit ;;
	*-D*) until_true grep -q . "$dir/out" || fail "$options: it does not say its pid"
		kill -INT "$(<"$dir/out")" ;;
	esac
	relay_wait
	expect_status 0
	[[ $options == -L ]] || until_true test -e "$dir/removed" || fail "$options: it is not removed"
	sim_end
done
