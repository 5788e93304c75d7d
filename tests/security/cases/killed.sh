# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# However stapio goes, and whenever: while it waits for the module, when it just has it, or later; the module goes, too.
# modules: tick
for signal in KILL ALRM TERM USR1; do
	for moment in recvmsg eventfd2; do
		start /suite/tracer hold $moment setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" tick.ko
		wait_until '[[ -s held ]]'
		read -r stapio _ <held
		[[ $moment == recvmsg ]] || is_loaded tick || fail 'the module is not loaded yet'
		kill -$signal "$stapio"
		kill -USR1 "$bg"
		[[ $signal != USR1 ]] || { wait_until 'grep -q . "$bg_stdout"' && kill -TERM "$stapio"; }
		finish
		wait_until 'none_of staprun stapio stap-keeper'
		! is_loaded tick || fail "SIG$signal, $moment, left the module"
	done
done
