# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A run that comes to ask the loader for nothing does not leave it behind: it ends after it. And a request that can't be sent
# is said to be one.
# modules: hello
# none STATUS PROGRAM...: a run of that whose loader is stopped
none() {
	local loader started
	start /suite/tracer hold poll setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "${@:2}"
	wait_until '[[ -s held ]]'
	read -r loader _ <held
	started=$(sed -n 's/^PPid:\t//p' "/proc/$loader/status")
	kill -STOP "$loader"
	kill -USR1 "$bg"
	wait_until "((\$(in_call wait4 $started)))"
	kill -CONT "$loader"
	finish
	is "$1"
}
none 0 "$STAPRUN" -V
none 1 "$STAPRUN" -x 0 hello.ko
none 1 env SYSTEMTAP_STAPIO=/nosuch "$STAPRUN" hello.ko
before=$(</proc/sys/net/core/wmem_default)
echo 4608 >/proc/sys/net/core/wmem_default
run "$STAPRUN" hello.ko "var=$(printf '%04000d' 0)"
is 1
stderr_is "ERROR: Couldn't ask for the module: Message too long"
echo "$before" >/proc/sys/net/core/wmem_default
