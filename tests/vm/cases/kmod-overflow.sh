# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that prints faster than anyone can read: what arrives and what we say was lost is together what it printed,
# to the message, and what arrives is whole and in order. One that prints at a rate that can be read loses nothing. (With
# its header of dialect 4 a message of 120 bytes takes 128: a sub-buffer never ends where a module of 4.x drops one.)
# cpus: 2
# on each release
# kmod: stream

run "$STAPRUN" -b 1 -o out /suite/kmod/stream.ko dialect="$dialect" messages=400000 size=100 drop=1
is 0
tr -s a-z a <out >short # the rows of letters as one
mangled=$(grep -cvE '^a[0-9]+$' short)
((mangled == 0)) || fail "$mangled messages are mangled"
true_that 'tr -d a <short | sort -cnu'
stderr_has 'messages were lost in the kernel, where the relay buffer of CPU '
lost=$(sed -En 's/^WARNING: ([0-9]+) messages were lost .*/\1/p' "$captured/stderr")
(($(lines out) + lost == 400000)) || fail "$(lines out) arrived, $lost were lost"
echo "measured: dialect $dialect: $(lines out) arrived, $lost were lost"

run "$STAPRUN" -o out /suite/kmod/stream.ko dialect="$dialect" messages=20000 rate=10000 size=120 drop=1
is 0
stderr_is ''
numbered out 20000
