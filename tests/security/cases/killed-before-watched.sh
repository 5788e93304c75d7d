# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# From the load until stapio has its watcher no signal leaves the module behind, SIGKILL of all but the loader included:
# the loader waits for the watcher's word. stapio gets the signal while it waits for the module, and when it has it.
# modules: tick
for signal in KILL ALRM RTMIN TERM INT HUP USR1; do
	for moment in recvmsg pipe2; do
		start /suite/tracer hold $moment setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" tick.ko
		wait_until '[[ -s held ]]'
		read -r stapio _ <held
		[[ $moment == recvmsg ]] || is_loaded tick || fail 'the module is not loaded yet'
		kill -$signal "$stapio"
		kill -USR1 "$bg"
		[[ $signal != USR1 ]] || { wait_until 'grep -q . "$bg_stdout"' && kill -TERM "$stapio"; }
		finish
		wait_until '[[ -z $(pidof staprun stapio) ]]'
		! is_loaded tick || fail "SIG$signal, $moment, left the module"
	done
done
