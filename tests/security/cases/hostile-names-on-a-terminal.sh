# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a terminal would obey is not printed, wherever a name of the attacker's gets into a sentence.
# modules: hello
escape=$'\033]0;title\a\033[31m'
cp hello.ko /home/usr && cp hello.ko "/home/usr/$escape.ko" && cd /home/usr && ln -s "$escape.ko" link.ko || exit
c1=$'\302\2332J' c1_byte=$'\2332J' # CSI, as UTF-8 has it and as one byte
silent() {
	run as usr "$STAPRUN" "$@"
	true_that '((status != 0)) && [[ -s $captured/stderr ]]'
	! LC_ALL=C grep -q $'[\033\a]\|\302[\200-\237]\|[^\303]\233' "$captured/stderr" || fail "control characters on standard error"
}
silent "./$escape.ko"
silent link.ko # the canonical path is printed
silent "./$escape/absent.ko"
silent -d "$escape"
silent -A "$escape"
silent -x "$escape" hello
for name in "$c1" "$c1_byte"; do
	cp hello.ko "$name.ko" && chmod 644 "$name.ko"
	silent "./$name.ko"
	silent -A "$name"
	silent -x "$name" hello
done
cp hello.ko $'\303\233-\303\251-\342\202\254.ko' # letters are no control characters && chmod 644 ./*.ko
run as usr "$STAPRUN" ./$'\303\233-\303\251-\342\202\254.ko'
stderr_has $'\303\233-\303\251-\342\202\254.ko'
