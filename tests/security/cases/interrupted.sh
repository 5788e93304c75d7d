# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A signal while the loader works: before the load, nothing is loaded any more; during the load, the module is gone again,
# and stapio is not started, whichever of the two processes the signal was for.
# modules: hello
chmod 777 .
printf '#!/bin/sh\n: >%s/started\n' "$PWD" >stapio && chmod 755 stapio
begin() {
	start /suite/tracer hold "$1" setpriv --reuid dev --regid dev --init-groups --inh-caps=-all \
		env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
	wait_until '[[ -s held ]]'
	read -r loader _ <held
	started_process=$(sed -n 's/^PPid:\t//p' "/proc/$loader/status")
}
for signal in INT TERM HUP; do
	for to in '$loader' '$loader $started_process'; do
		begin memfd_create,finit_module
		eval "kill -$signal $to"
		kill -USR1 "$bg"
		wait_until '! running $bg || grep -q finit_module held' 2>/dev/null
		! running "$bg" || fail "SIG$signal to $to: it loads all the same"
		finish
		true_that '((status != 0))'
	done
done
for to in '$loader' '$started_process' '$loader $started_process'; do
	begin finit_module
	eval "kill -INT $to"
	kill -USR1 "$bg"
	finish
	true_that '((status != 0))'
	true_that '[[ ! -e started ]]'
	not_loaded hello
done
begin finit_module # one that means nothing to the loader changes nothing
kill -USR1 "$loader"
kill -USR1 "$bg"
finish
true_that '[[ -e started ]]'
wait_until '! is_loaded hello' # no one looks after it
