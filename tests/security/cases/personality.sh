# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A caller's personality (setarch --uname-2.6) makes the kernel say another release of itself: neither are settings changed
# because of that, nor is another folder searched. Commands of the caller's have it back.
# not on bullseye: its libc runs no program on what says to be 2.6 ("kernel too old")
# modules: hello tick
setting=/proc/sys/kernel/kptr_restrict
blessed=/lib/modules/$(uname -r)/systemtap
fake=$(/suite/attack personality 0x20000 uname -r)
[[ $fake == 2.6.* ]] || fail "release $fake"
mkdir -p "$blessed" "/lib/modules/$fake/systemtap"
cp hello.ko "$blessed" && cp tick.ko "/lib/modules/$fake/systemtap"
before=$(<$setting)
echo 0 >$setting
old() { run as "$1" /suite/attack personality 0x20000 "${@:2}"; }
old usr "$STAPRUN" hello
is 0
stdout_is 'Hello World!'
true_that "[[ $(<$setting) == 0 ]]"
old usr "$STAPRUN" tick
is 1
stderr_has "$blessed/tick.ko"
old dev "$STAPRUN" -c 'uname -r' ./tick.ko
is 0
stdout_has "$fake"
echo "$before" >$setting
rm -r "$blessed" "/lib/modules/$fake"
