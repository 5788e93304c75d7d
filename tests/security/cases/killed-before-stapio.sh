# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# From the load until stapio has its watcher no signal leaves the module behind, SIGKILL of all but the loader included:
# the loader waits for the watcher's word. What ends the program in stapio's place is what could end stapio.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
stapio=$(dirname "$(dirname "$STAPRUN")")/libexec/systemtap/stapio
[[ -x $stapio ]] || fail "there is no $stapio"
for signal in KILL ALRM RTMIN TERM INT HUP USR1; do
	# At the moment of the exec, when nothing of stapio has run.
	printf '#!/bin/bash\nkill -%s $$\nexec %s "$@"\n' "$signal" "$stapio" >at-once
	# The same, and stapio never runs.
	printf '#!/bin/bash\nkill -%s $$\nexit 3\n' "$signal" >never
	chmod 755 at-once never
	for program in at-once never; do
		start as dev env SYSTEMTAP_STAPIO="/home/dev/$program" "$STAPRUN" tick.ko
		[[ $program$signal != at-onceUSR1 ]] || { wait_until 'grep -q . "$bg_stdout"' && kill -TERM "$bg"; }
		finish
		wait_until '[[ -z $(pidof staprun stapio) ]]'
		! is_loaded tick || fail "SIG$signal, $program, left the module"
	done
done
rm -f /home/dev/*
