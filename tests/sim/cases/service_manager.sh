# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A service manager is told when the probes run, how much was relayed, that it lives, and that it stops; what is started
# of ours is not the service.

export WATCHDOG_USEC=300000
for name in "$dir/manager" "@staprun-test-$BASHPID"; do
	rm -rf "$dir"/{sim,told,removed}
	manager "$name"
	# What it begins with, before the module has begun, is nothing.
	sim <<<"system env >env"$'\nprint 0 hello\\n'
	relay_start -o log
	told READY=1
	told WATCHDOG=1
	told 'STATUS=6 bytes, 1 messages, [0-9]+ messages/s, 0 lost: log'
	until_true grep -q PATH "$dir/env" || fail "the command of the script does not run"
	! grep -E '^(NOTIFY_SOCKET|WATCHDOG_USEC)=' "$dir/env" || fail "it finds the service manager"
	kill -INT "$relay_pid"
	told STOPPING=1
	relay_wait
	[[ $(grep -v WATCHDOG "$dir/told" | head -n 1) == READY=1 ]] || fail "that it is ready is not told first"
	[[ $(grep -v WATCHDOG "$dir/told" | tail -n 1) == STATUS=6\ bytes* ]] || fail "what it was is not told last"
	expect_good_run "$dir/log"
done

# What is printed before the probes are known to run counts, too.
rm -rf "$dir"/{sim,told,removed}
manager "$dir/other"
sim <<<"on start"$'\nprint 0 hello\\n\ndrained'
relay_start -o log
told 'STATUS=6 bytes, 1 messages, [0-9]+ messages/s, 0 lost: log'
kill -INT "$relay_pid"
relay_wait
expect_good_run "$dir/log"
