# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A watchdog that is another process's is not fed; a socket that is not there, or no name of one, is said once.

manager "$dir/manager"
sim <<<"print 0 hello\n"
WATCHDOG_USEC=200000 WATCHDOG_PID=1 relay_start
told READY=1
told 'STATUS=.*'
! grep WATCHDOG "$dir/told" || fail "another's watchdog is fed"
tell request_exit
relay_wait
expect_good_run
for name in nonsense "$dir/nowhere"; do
	rm -rf "$dir"/{sim,removed} && : >"$dir/err"
	hello
	NOTIFY_SOCKET=$name relay
	(($(grep -c '^WARNING: Nothing is told to the service manager: ' "$dir/err") == 1)) || fail "$name: it is not said once: $(<"$dir/err")"
	: >"$dir/err"
	expect_good_run
done
rm -rf "$dir"/{sim,removed}
hello
NOTIFY_SOCKET='' relay
expect_good_run
