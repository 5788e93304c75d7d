# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that traces every read and write is not fed by what reads it: next to no line is lost, none is cut.
# not on arm64: its system calls have other names
# not on s390x: the same
# cpus: 2
# modules: storm

start "$STAPRUN" -o out storm.ko -c 'dd if=/dev/zero of=/dev/null bs=1 count=50000'
finish
is 0
mangled=$(grep -cvE '^[0-9]+ [^ ]+$' out)
((mangled == 0)) || fail "$mangled lines are mangled"
dd=$(grep -cE '^[0-9]+ dd$' out)
((dd > 99000)) || fail "only $dd of 100000 lines are there"
