# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The processes that look at a stranger's signature and at a module have no rights of anyone's but their caller's, and not
# all of these.
# modules: hello
head -c 512 /dev/urandom >hello.ko.sgn
seen() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status" | tr '\t' ' '; }
echo 1 >/proc/sys/fs/suid_dumpable # where the kernel would let the caller look into it
for user in dev root; do
	before=
	start /suite/tracer hold alarm,alarm setpriv --reuid $user --regid $user --init-groups --inh-caps=-all "$STAPRUN" hello.ko
	for file in '/memfd:*' '/memfd:*'; do
		wait_until 'read -r pid _ <held && [[ $pid != "$before" ]]' 2>/dev/null
		id=$((0xf0000000 + pid)) # no one else's
		true_that '[[ $(seen Uid) == "$id $id $id $id" && $(seen Gid) == "$id $id $id $id" && -z $(seen Groups) ]]'
		for set in CapInh CapPrm CapEff CapAmb; do true_that '[[ $(seen $set) =~ ^0+$ ]]'; done
		true_that '[[ $(seen NoNewPrivs) == 1 && $(readlink "/proc/$pid/cwd") == / ]]'
		true_that '[[ $(stat -c %u "/proc/$pid/mem") == 0 ]]' # not dumpable: else the caller's
		true_that '[[ $(echo /proc/$pid/fd/*) == "$(echo /proc/$pid/fd/{0,1,2})" ]]'
		true_that '[[ $(readlink "/proc/$pid/fd/0") == $file ]]'
		before=$pid
		kill -USR1 "$bg"
	done
	finish
	is 0
done
echo 0 >/proc/sys/fs/suid_dumpable
