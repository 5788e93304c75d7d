# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A privileged process that is made to crash by its user leaves no core, as root or as anyone, even where the
# administrator set the kernel to leave cores of setuid programs (fs.suid_dumpable 1), or to hand them to a program, for
# which no limit counts.
# modules: hello
chmod 777 .
before=$(</proc/sys/kernel/core_pattern)
echo 1 >/proc/sys/fs/suid_dumpable
ulimit -c unlimited
printf '#!/bin/sh\ncat >%s/core.$1\n' "$PWD" >catch && chmod 755 catch
for pattern in core.%e.%p "|$PWD/catch %e.%p"; do
	echo "$pattern" >/proc/sys/kernel/core_pattern
	# The caller's own processes do: else this would show nothing.
	as dev sleep 100 &
	kill -SEGV $!
	wait $! 2>/dev/null
	true_that '[[ $(echo core.*) == core.*.$! ]]'
	rm core.*
	for call in personality uname; do # before anything is given up, and in the loader
		start /suite/tracer hold $call setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" hello.ko
		wait_until '[[ -s held ]]'
		read -r pid _ <held
		run as dev bash -c "kill -SEGV $pid"
		is 0
		kill -USR1 "$bg"
		finish
		true_that '((status != 0))'
		# The signal may wait until the process is stapio, which is the caller's own.
		rm -f core.stapio.*
		true_that '[[ $(echo core*) == "core*" ]]'
		not_loaded hello
	done
done
echo 0 >/proc/sys/fs/suid_dumpable
echo "$before" >/proc/sys/kernel/core_pattern
