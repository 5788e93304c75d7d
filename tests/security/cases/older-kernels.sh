# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# On a kernel that lacks the newer system calls (from 4.18 on) all is as it is on this one: modules load, the caller's
# descriptors do not come along, signatures are checked, the module goes with a stapio that was killed.
# modules: hello tick
# signed: hello forusr forsys

here=$PWD
. /suite/signed.sh
cd "$here" || exit
# Before that it is told what is missing.
run /suite/older 3.10 "$STAPRUN" hello.ko
is 1
stderr_has 'This kernel lacks memfd_create(2), which came with Linux 3.17.'

for version in 4.18 5.3 5.8 5.10; do
	on() { run /suite/older $version "$@"; }
	on "$STAPRUN" hello.ko
	is 0
	stdout_is 'Hello World!'
	stderr_is ''
	on setpriv --reuid usr --regid usr --init-groups --inh-caps=-all "$STAPRUN" ok/forusr.ko
	is 0
	stdout_is 'for stapusr'
	stderr_is ''
	on setpriv --reuid usr --regid usr --init-groups --inh-caps=-all "$STAPRUN" hello.ko
	is 255
	on "$STAPRUN" -L tick.ko
	is 0
	on "$STAPRUN" -d tick
	is 0
	not_loaded tick

	start /suite/tracer hold finit_module /suite/older $version setpriv --reuid dev --regid dev --init-groups \
		--inh-caps=-all "$STAPRUN" hello.ko 9</etc/passwd 27</etc/group
	wait_until '[[ -s held ]]'
	read -r pid _ <held
	true_that '[[ $(ls -l "/proc/$pid/fd") != */etc/* ]]'
	kill -USR1 "$bg"
	finish
	is 0
	stdout_is 'Hello World!'

	start /suite/older $version "$STAPRUN" tick.ko
	wait_until 'more_than 0'
	kill -USR1 "$(pidof stap-keeper)" # which is not the end of stapio
	seen=$(lines "$bg_stdout")
	wait_until 'more_than $seen'
	kill -KILL "$bg"
	gone tick
	wait_until 'none_of stap-keeper'
done
rm -rf /etc/systemtap/staprun
