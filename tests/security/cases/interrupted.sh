# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A signal while the loader works: before the load, nothing is loaded any more; during the load, the module is gone again,
# and its script never begins, whichever of the two processes the signal was for.
# modules: hello
begin() {
	start /suite/tracer hold "$1" setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" hello.ko
	wait_until '[[ -s held ]]'
	read -r loader _ <held
	stapio=$(sed -n 's/^PPid:\t//p' "/proc/$loader/status")
}
for signal in INT TERM HUP; do
	for to in '$loader' '$loader $stapio'; do
		begin uname,finit_module
		eval "kill -$signal $to"
		kill -USR1 "$bg"
		wait_until '! running $bg || grep -q finit_module held' 2>/dev/null
		! running "$bg" || fail "SIG$signal to $to: it loads all the same"
		finish
		true_that '((status != 0))'
	done
done
for to in '$loader' '$stapio' '$loader $stapio'; do
	begin finit_module
	eval "kill -INT $to"
	kill -USR1 "$bg"
	finish
	true_that '((status != 0))'
	stdout_is ''
	not_loaded hello
done
# Those of faults and the C library's own two, too, while the module is told what it has to know.
for signal in SEGV BUS FPE ILL TRAP ABRT SYS 32 33; do
	begin pwrite64
	is_loaded hello || fail 'the module is not loaded yet'
	kill -$signal "$loader"
	kill -USR1 "$bg"
	finish
	true_that '((status != 0))'
	stderr_lacks 'ended by signal'
	not_loaded hello
done
begin finit_module # one that means nothing to the loader changes nothing
kill -USR1 "$loader"
kill -USR1 "$bg"
finish
is 0
stdout_is 'Hello World!'
