# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The world in which the loader works is its own, whatever the caller prepared: held at the moment before it copies the
# first byte.
# modules: hello
# seen KEY: its value in the status of the process
seen() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status" | tr '\t' ' '; }
umask 0
ulimit -c unlimited
ulimit -s 256
ulimit -R 1000000 # which would be the end of a real-time process that has used that much
start /suite/tracer hold uname setpriv --reuid dev --regid dev --init-groups --inh-caps=-all --bounding-set=-mknod \
	/suite/attack unhurried /suite/attack ignoring "$STAPRUN" hello.ko 9</etc/passwd 27</etc/group
wait_until '[[ -s held ]]'
read -r pid _ <held
true_that '[[ $(seen Umask) == 0077 ]]'
true_that '[[ $(grep "core file size" "/proc/$pid/limits") =~ size\ +0\ +0\  ]]'
true_that '[[ $(grep "realtime timeout" "/proc/$pid/limits") =~ timeout\ +unlimited\ +unlimited\  ]]'
true_that '[[ $(grep "stack size" "/proc/$pid/limits") =~ size\ +unlimited\ +unlimited\  ]]'
true_that '[[ $(<"/proc/$pid/timerslack_ns") == 50000 && $(<"/proc/$pid/oom_score_adj") == 0 ]]'
# Nothing of his is closed later.
true_that '[[ $(readlink "/proc/$pid/fd/0") == /dev/null && $(readlink "/proc/$pid/fd/1") == /dev/null ]]'
true_that '[[ $(seen Uid) == "1001 0 0 1001" && $(seen Gid) == "1001 1001 1001 1001" ]]'
true_that '[[ $(seen CapInh) =~ ^0+$ && $(seen CapEff) =~ ^0+$ && $(seen CapAmb) =~ ^0+$ ]]'
true_that '[[ $(seen CapPrm) == 00000004202100c4 && $(seen CapBnd) == 00000004202100c4 ]]'
true_that '[[ $(seen NoNewPrivs) == 1 ]]'
true_that '[[ $(seen SigCgt) == 0000000000000000 ]]'
# Ignored is PIPE alone. Blocked is all but what can't be.
true_that '[[ $(seen SigIgn) == 0000000000001000 && $(seen SigBlk) == fffffffffffbfeff ]]'
# None of the caller's descriptors.
true_that '[[ $(ls -l "/proc/$pid/fd") != */etc/* ]]'
kill -USR1 "$bg"
finish
is 0
stdout_is 'Hello World!'
