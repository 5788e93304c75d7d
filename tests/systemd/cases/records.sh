# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Loads and removals are read back from the system's log, as journald and as rsyslogd keep it; a user's and a service's.
# modules: hello tick
. /suite/unit.sh

served tick
sum=$(sha256sum hello.ko)
sum=${sum%% *}
run as dev "$STAPRUN" hello.ko
is 0
run systemctl start staprun@tick
is 0
run systemctl stop staprun@tick
is 0

dev=$(id -u dev)
for log in 'journal SYSLOG_IDENTIFIER=staprun SYSLOG_FACILITY=10' 'cat /var/log/auth.log'; do
	wait_until "[[ \$($log) == *load*hello*$sum* ]]"
	$log >said
	true_that 'grep -E "uid=\"?$dev" said | grep -q "$sum"'
	true_that 'grep tick said | grep -q remove'
done
