# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The process that reads a stranger's signature has no rights of anyone's but its caller's, and not all of these.
# modules: hello
head -c 512 /dev/urandom >hello.ko.sgn
seen() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status" | tr '\t' ' '; }
echo 1 >/proc/sys/fs/suid_dumpable # where the kernel would let the caller look into it
for user in usr root; do
	start /suite/tracer hold alarm setpriv --reuid $user --regid $user --init-groups --inh-caps=-all "$STAPRUN" hello.ko
	wait_until '[[ -s held ]]'
	read -r pid _ <held
	id=1003
	[[ $user == usr ]] || id=65534
	true_that '[[ $(seen Uid) == "$id $id $id $id" && $(seen Gid) == "$id $id $id $id" && -z $(seen Groups) ]]'
	for set in CapInh CapPrm CapEff CapAmb; do true_that '[[ $(seen $set) =~ ^0+$ ]]'; done
	true_that '[[ $(seen NoNewPrivs) == 1 && $(readlink "/proc/$pid/cwd") == / ]]'
	true_that '[[ $(stat -c %u "/proc/$pid/mem") == 0 ]]' # not dumpable: else the caller's
	true_that '[[ $(echo /proc/$pid/fd/*) == "$(echo /proc/$pid/fd/{0,1,2,3})" ]]'
	true_that '[[ $(readlink "/proc/$pid/fd/3") == "/memfd:"* ]]'
	kill -USR1 "$bg"
	finish
done
echo 0 >/proc/sys/fs/suid_dumpable
