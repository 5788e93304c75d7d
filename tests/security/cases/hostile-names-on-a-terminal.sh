# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a terminal would obey is not printed, wherever a name of the attacker's gets into a sentence.
# modules: hello
escape=$'\033]0;title\a\033[31m'
cp hello.ko "/home/usr/$escape.ko" && cd /home/usr && ln -s "$escape.ko" link.ko || exit
silent() {
	run as usr "$STAPRUN" "$@"
	true_that '((status != 0)) && [[ -s $captured/stderr ]]'
	! grep -q $'[\033\a]' "$captured/stderr" || fail "control characters on standard error"
}
silent "./$escape.ko"
silent link.ko # the canonical path is printed
silent "./$escape/absent.ko"
silent -d "$escape"
silent -A "$escape"
silent -x "$escape" hello
