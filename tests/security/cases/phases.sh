# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What each process of a run holds: the table in docs/SECURITY.md, looked at in moments when they stand still.
# modules: tick
head -c 512 /dev/urandom >tick.ko.sgn
declare -A powers=([0000000000000000]=none [000001ffffffffff]=all
	[00000004202100c4]='SYS_MODULE SYSLOG DAC_READ_SEARCH SYS_ADMIN SETUID SETGID AUDIT_WRITE'
	[0000000020010000]='SYS_MODULE AUDIT_WRITE')
seen() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status" | tr '\t' '/'; }
parent() { seen "$1" PPid; }
holds() { # PROCESS PID UIDS PERMITTED BOUNDING [EFFECTIVE]; in effect is nothing
	local permitted bounding
	permitted=$(seen "$2" CapPrm) bounding=$(seen "$2" CapBnd)
	echo "measured: $1: uid $(seen "$2" Uid), permitted ${powers[$permitted]-$permitted}," \
		"in effect ${powers[$(seen "$2" CapEff)]-$(seen "$2" CapEff)}, bounding set ${powers[$bounding]-$bounding}"
	[[ $(seen "$2" Uid) == "$3" && $permitted == "$4" && $(seen "$2" CapEff) == "${6-0000000000000000}" && $bounding == "$5" ]] ||
		fail "$1 holds something else"
}
all=$(seen $$ CapBnd) none=0000000000000000 needed=00000004202100c4
start /suite/tracer hold socketpair,alarm,alarm setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" tick.ko
wait_until 'grep -q socketpair held' 2>/dev/null
read -r pid _ <held
holds 'started, until the fork' "$pid" 1001/0/0/0 "$all" "$all"
kill -USR1 "$bg"
wait_until 'grep -q alarm held' 2>/dev/null
read -r pid _ <held
id=$((0xf0000000 + pid))
holds 'helper, checking a signature' "$pid" $id/$id/$id/$id $none $needed
holds loader "$(parent "$pid")" 1001/0/0/1001 $needed $needed
holds 'stapio, waiting for the loader' "$(parent "$(parent "$pid")")" 1001/1001/1001/1001 $none "$all"
kill -USR1 "$bg"
first=$pid
wait_until 'read -r pid _ <held && ((pid != first))' 2>/dev/null
id=$((0xf0000000 + pid))
holds 'helper, reading a module' "$pid" $id/$id/$id/$id $none $needed
kill -USR1 "$bg"
wait_until '[[ -s $bg_stdout ]]'
holds keeper "$(pidof stap-keeper)" 0/0/0/0 0000000020010000 $needed
for pid in $(pidof stapio); do holds stapio "$pid" 1001/1001/1001/1001 $none "$all"; done
# shellcheck disable=SC2046 # as it is meant
kill -INT $(pidof stapio)
finish
is 0
not_loaded tick
