# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Settings of the kernel's that hide addresses: changed when needed, left alone when not, or when told to.
# on each release
# modules: hello
setting=/proc/sys/kernel/kptr_restrict
before=$(<$setting)
for value in 0 1 2; do
	echo $value >$setting
	run as dev "$STAPRUN" hello.ko
	is 0
	stdout_is 'Hello World!'
	true_that "[[ \$(<$setting) == $((value == 2 ? 1 : value)) ]]"
done
echo 2 >$setting
run as dev env STAP_BZ1552745_OVERRIDE=1 "$STAPRUN" hello.ko
true_that "[[ \$(<$setting) == 2 ]]"
stderr_has kptr_restrict
run as usr "$STAPRUN" hello.ko # who may not load changes nothing
is 255
true_that "[[ \$(<$setting) == 2 ]]"
echo "$before" >$setting
