# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Each load, refusal, attach and removal is one record in the system's log and in the kernel's audit, and no name makes
# another one. A log that is full, or is not there, holds nothing up.
# modules: hello tick
# signed: hello forusr forsys
here=$PWD
chmod 755 .
. /suite/signed.sh
cd "$here" || exit
busybox syslogd -n -O messages &
syslog=$!
wait_until '[[ -S /dev/log ]]'
/suite/attack audit on
# records N: there are N since the last time, in "new"; the last is $record
seen=0
records() {
	wait_until "((\$(grep -c 'staprun\\[[0-9]*\\]: op=' messages) >= seen + $1))"
	grep 'staprun\[[0-9]*\]: op=' messages | tail -n +$((seen + 1)) >new
	seen=$((seen + $1))
	record=$(tail -n 1 new)
	(($(lines new) == $1)) || fail "not $1 records: $(<new)"
}
# has N TEXT...: record N has these fields
has() {
	local line
	line=$(sed -n "$1p" new)
	for field in "${@:2}"; do [[ $line == *" $field"* ]] || fail "no $field in: $line"; done
}
run as dev "$STAPRUN" hello.ko 'some="two words"'
is 0
records 2
has 1 op=load 'module="hello"' 'verdict="permitted"' 'uid="1001"' 'login="' 'terminal="none"' "path=\"$here/hello.ko\"" \
	"options=\"some=\\x22two\\x20words\\x22\"" 'signature="unsigned"' "sha256=\"$(sha256sum <hello.ko | cut -c1-64)\"" 'level="stapdev"'
grep -q 'authpriv.notice staprun' new || fail "$record"
has 2 op=remove 'module="hello"' 'verdict="removed"' 'uid="1001"'
run as usr "$STAPRUN" ok/forusr.ko
is 0
records 2
has 1 op=load 'verdict="permitted"' 'uid="1003"' 'signer="signer-' 'signature="trusted"'
run as usr "$STAPRUN" hello.ko
is 255
records 1
has 1 op=load 'verdict="refused,unsigned"' 'uid="1003"' "path=\"$here/hello.ko\""
run as dev "$STAPRUN" -L tick.ko
records 1
start as dev "$STAPRUN" -A tick
wait_until 'more_than 0'
finish QUIT
run as sys "$STAPRUN" -A tick
is 1
run as sys "$STAPRUN" -d tick
is 1
run as dev "$STAPRUN" -d tick
is 0
records 4
has 1 op=attach 'module="tick"' 'verdict="attached"' 'uid="1001"'
has 2 op=attach 'verdict="Permission\x20denied"' 'uid="1002"'
has 3 op=remove 'verdict="Permission\x20denied"' 'uid="1002"'
has 4 op=remove 'verdict="permitted"' 'uid="1001"'
chmod 4755 "$STAPRUN"
run as plain "$STAPRUN" hello.ko
is 255
chmod 4110 "$STAPRUN"
records 1
has 1 op=start 'verdict="refused,in-no-group"' 'uid="1004"'
run /suite/attack terminal "$STAPRUN" hello.ko
records 2
has 1 'terminal="pts/'

# What asks for nothing, or for nothing that there is, leaves one too; and what the module of another kind came to.
run as dev "$STAPRUN" -V
run as dev "$STAPRUN" nosuch.ko
printf '#!/bin/sh\nexec /suite/attack request %s "$@"\n' "77 97 80000 ''" >stapio && chmod 755 stapio
run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
printf '#!/bin/sh\nexec /suite/attack request %s "$@"\n' "0 97 200 ''" >stapio
run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" hello.ko
run as dev "$STAPRUN" --check hello.ko
run as dev "$STAPRUN" -d '*'
records 6
for n in 1 2; do has $n op=start 'verdict="nothing-to-do"' 'uid="1001"'; done
for n in 3 4; do has $n op=start 'verdict="failed"' 'uid="1001"'; done
has 5 op=check 'module="hello"' 'verdict="not-refused"' 'uid="1001"'
has 6 op=remove 'verdict="nothing-to-do"'
run as dev "$STAPRUN" /suite/ts_kmp.ko
is 1
records 2
has 1 op=load 'module="ts_kmp"' 'verdict="permitted"'
has 2 op=remove 'module="ts_kmp"' 'verdict="permitted"'
# And one that is not handed over, by who is no keeper yet.
printf '#!/bin/sh\nexec /suite/attack lead %s/tick.ko "$@"\n' "$PWD" >stapio
run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" tick.ko
records 2
has 1 op=load 'module="tick"' 'verdict="permitted"'
has 2 op=remove 'module="tick"' 'verdict="permitted"'
# As does one of which the kernel then does not let go, as someone was faster to use it.
if [[ -e /suite/fuse.ko ]]; then
	start /suite/tracer hold delete_module setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" /suite/fuse.ko
	wait_until 'grep -q delete_module held'
	exec 7<>/dev/fuse
	kill -USR1 "$bg"
	finish
	exec 7>&-
	rmmod fuse
	is 1
	records 3
	has 1 op=load 'module="fuse"' 'verdict="permitted"'
	has 2 op=remove 'module="fuse"' 'verdict="permitted"'
	has 3 op=remove 'module="fuse"' 'verdict="Resource\x20temporarily\x20unavailable"'
fi

# What the kernel does not take says why, behind that it was permitted.
run as dev "$STAPRUN" hello.ko _stp_bufsize=none
is 1
records 2
has 1 op=load 'module="hello"' 'verdict="permitted"'
has 2 op=load 'module="hello"' 'verdict="Invalid\x20argument"'

# Who ends the loader as soon as its module is there has that module, and is on record.
start /suite/tracer hold finit_module,=capset setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" tick.ko
wait_until 'grep -q finit_module held'
kill -USR1 "$bg"
wait_until 'grep -q capset held'
is_loaded tick || fail 'the loader has not loaded it yet'
as dev kill -KILL "$(sed 's/ .*//' held)"
kill -USR1 "$bg"
finish
records 1
has 1 op=load 'module="tick"' 'verdict="permitted"' 'uid="1001"' "sha256=\"$(sha256sum <tick.ko | cut -c1-64)\""

# As is who ends the one that removes it, as soon as it is gone.
start /suite/tracer hold delete_module,=capset setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" -d tick
wait_until 'grep -q delete_module held'
kill -USR1 "$bg"
wait_until 'grep -q capset held'
is_loaded tick && fail 'the loader has not removed it yet'
as dev kill -KILL "$(sed 's/ .*//' held)"
kill -USR1 "$bg"
finish
records 1
has 1 op=remove 'module="tick"' 'verdict="permitted"' 'uid="1001"'

# Names that would be records, and more than there is room for.
evil=$'x" \' verdict=loaded\nNov 28 00:00:00 guest authpriv.notice staprun[1]: op=load\033.ko'
cp hello.ko "$evil" && chmod 644 "$evil"
run as usr "$STAPRUN" "./$evil" "$(printf 'a=%04000d' 0)" "b=$(printf '\n%.0s' {1..2000})"
is 255
records 1
has 1 'path="'"$here"'/x\x22\x20\x27\x20verdict=loaded\x0aNov\x2028\x20' 'options="a=0000'
((${#record} < 4000)) || fail "a record of ${#record} bytes"
[[ $record == *'0"...' ]] || fail "what is cut short does not say so: $record"

# What a log that cuts its records has of them: what was loaded, and who vouches.
run as usr "$STAPRUN" ok/forusr.ko "$(printf 'a=%04000d' 0)"
is 0
records 2
record=$(sed -n 1p new)
record=${record##*authpriv.notice }
for field in sha256 signer level folder; do [[ ${record::1024} == *" $field=\""* ]] || fail "$field is not in the first 1,024 bytes: $record"; done
[[ $record == *' path="'*'/ok/forusr.ko" options="'*'a=0000'*'"...' ]] || fail "not last what the user chooses: $record"

long=$(printf 'a%.0s' {1..300})
run as usr "$STAPRUN" -A "$long"
records 1
has 1 "module=\"$long\" verdict=\"No\x20such\x20file\x20or\x20directory\" uid=\"1003\""
# One name that is said again and again is one refusal.
run as dev "$STAPRUN" -L tick.ko
names=$(printf 'tick %.0s' {1..5000})
printf '#!/bin/sh\nexec /suite/attack request %s "$@"\n' "2 97 35000 '$names'" >stapio
run as sys env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" -d tick
records 2
has 2 op=remove 'module="tick"' 'verdict="Permission\x20denied"' 'uid="1002"'
# All that are loaded are not all to be removed: what is no SystemTap module no one asked for.
run as dev "$STAPRUN" -d '*'
is 0
records 1
has 1 op=remove 'module="tick"' 'verdict="permitted"'
run as usr "$STAPRUN" -d no_such_module
records 1
has 1 op=remove 'module="no_such_module"' 'verdict="No\x20such\x20file\x20or\x20directory"'

# A log that is root's alone has them, too, and one that begins anew in the middle of a run.
chmod 600 /dev/log
start as dev "$STAPRUN" tick.ko
wait_until 'more_than 0'
records 1
has 1 op=load 'module="tick"' 'verdict="permitted"' 'uid="1001"'
kill $syslog
wait $syslog
rm -f /dev/log
busybox syslogd -n -O messages &
syslog=$!
wait_until '[[ -S /dev/log ]]'
finish INT
records 1
has 1 op=remove 'module="tick"' 'verdict="removed"' 'uid="1001"'

# The kernel has the same ones; how many of them it prints it limits by the second.
dmesg | grep 'type=1121' >kernel || fail 'none in the kernel'
grep -qF 'op=load module="hello" verdict="permitted" uid="1001"' kernel || fail 'not the same'
/suite/attack audit off

kill $syslog
wait $syslog
rm -f /dev/log
run as dev "$STAPRUN" hello.ko
is 0
stderr_is ''
# Whether anyone listens to the kernel's audit is not to be seen from another namespace of the network.
/suite/attack audit on
run busybox unshare -n /usr/bin/setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" tick.ko -c true
is 0
dmesg | grep 'type=1121.*op=load module="tick"' | tail -n 1 | grep -q "sha256=\"$(sha256sum <tick.ko | cut -c1-64)\"" ||
	fail "$(dmesg | grep 'type=1121' | tail -n 2)"
/suite/attack audit off
start /suite/attack deaf /dev/log
wait_until 'more_than 0'
run as dev "$STAPRUN" hello.ko
is 0
stdout_is 'Hello World!'
stderr_is ''
kill "$bg"
rm -rf /dev/log /etc/systemtap/staprun
