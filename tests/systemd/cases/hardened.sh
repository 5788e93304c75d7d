# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the unit takes away is in no one's way: a script's commands, a target's, -o in places where recordings go, -N, bulk
# mode, records in the log; and what it is to take away is gone.
# modules: system target pid bulk
. /suite/unit.sh

# over NAME: it ran to its end, and well
over() {
	systemctl start "staprun@$1"
	wait_until "[[ \$(of $1 ActiveState) == inactive && \$(of $1 Result) == success ]]"
}

served system
over system
wait_until '[[ $(journal -u staprun@system) == *"from the shell"* ]]'

mkdir -p /srv/recordings
served target "-c /bin/true -o /srv/recordings/target"
over target
file_has /srv/recordings/target 'target '

served pid '-N 1 -o /tmp/pids'
over pid
true_that '[[ -s /tmp/pids ]]'

served bulk '-o bulk'
over bulk
true_that '[[ -s /var/log/staprun/bulk_0 || -s /var/log/staprun/bulk_1 ]]'
wait_until '[[ $(journal SYSLOG_IDENTIFIER=staprun) == *op=load*bulk*op=remove*bulk* ]]'

# A command of the unit's, as a script's system() would be.
cat >/tmp/look <<-'END'
	#!/bin/sh
	! touch /usr/bin/x /etc/x /home/x 2>/dev/null || echo writes
	! ls /dev/vda >/dev/null 2>&1 || echo devices
	! hostname other 2>/dev/null || echo hostname
	! unshare -U true 2>/dev/null || echo namespaces
	grep -q '^NoNewPrivs:.1' /proc/self/status || echo privileges
	echo looked
END
chmod 755 /tmp/look
served target '-c /tmp/look'
over target
wait_until '[[ $(journal -u staprun@target) == *looked* ]]'
true_that '! journal -u staprun@target | grep -E "^(writes|devices|hostname|namespaces|privileges)$"'
rm -r /srv/recordings /tmp/look /tmp/pids
