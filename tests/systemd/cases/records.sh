# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Loads, removals and refusals are read back from the system's log, as journald and as rsyslogd keep it, and from the kernel's audit, as
# journald does; a user's and a service's.
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

cp hello.ko 'a uid=0 verdict=none.ko'
run as dev "$STAPRUN" --check 'a uid=0 verdict=none.ko'
is 0
run as dev "$STAPRUN" -d nosuch
is 1

dev=$(id -u dev)
for log in 'journal SYSLOG_IDENTIFIER=staprun SYSLOG_FACILITY=10' 'cat /var/log/auth.log' 'journal _TRANSPORT=audit _AUDIT_TYPE=1121'; do
	wait_until "[[ \$($log) == *load*hello*$sum*nosuch* ]]"
	$log >said
	true_that 'grep -E "uid=\"?$dev" said | grep -q "$sum"'
	true_that 'grep tick said | grep -q remove'
	true_that 'grep nosuch said | grep -q "No.x20such.x20file.x20or.x20directory"'
done

# What the journal took apart: no field is of the user's making.
run journalctl --quiet --output=export --since="$since" _TRANSPORT=audit _AUDIT_TYPE=1121
true_that 'grep -q "^AUDIT_FIELD_PATH=.*/a.x20uid=0.x20verdict=none.ko" "$captured/stdout"'
true_that 'grep -q "^AUDIT_FIELD_VERDICT=.*No.x20such.x20file.x20or.x20directory" "$captured/stdout"'
true_that '! grep -qE "^AUDIT_FIELD_(UID=0|VERDICT=none)" "$captured/stdout"'
