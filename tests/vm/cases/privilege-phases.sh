# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What each process of a run holds, as seen from outside: nothing, or what loading needs, and never more in effect
# than a power or two at a time. (The start, before anything is given up, is the setuid exec itself.)
# modules: hello
# peer-differs: it gives up nothing before stapio
cp hello.ko /home/dev && chown dev /home/dev/hello.ko && cd /home/dev || exit
( for ((i = 0; i < 6; i++)); do as dev "$STAPRUN" hello.ko; done ) >/dev/null 2>&1 &
runs=$!
while running $runs; do
	for pid in $(pidof staprun); do
		grep -hE '^(Uid|Cap(Prm|Eff|Bnd)|NoNewPrivs):' "/proc/$pid/status" 2>/dev/null | tr -s '\n\t' '  ' && echo
	done
done | sort | uniq -c >phases
sed 's/^/phase: /' phases >&2
none='CapPrm: 0000000000000000 CapEff: 0000000000000000'
true_that "grep -q 'Uid: 1001 1001 1001 1001 $none' phases"
true_that "grep -q 'Uid: 1001 0 0 1001 CapPrm: 00000004002100c4 CapEff: [0-9a-f]* CapBnd: 00000004002100c4 NoNewPrivs: 1' phases"
rm -f /home/dev/*
