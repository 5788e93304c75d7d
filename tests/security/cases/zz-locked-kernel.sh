# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A kernel that wants signatures, is locked down, or loads nothing any more says no, and we say why. The last case of
# all: the kernel stays so until it is booted again.
# modules: hello
says_no() {
	run "$STAPRUN" "${@:2}" hello.ko
	is 1
	stderr_has "ERROR: Couldn't insert module 'hello.ko': "
	stderr_has "$1"
	not_loaded hello
	# Asked first, it says the same.
	local said
	said=$(<"$captured/stderr")
	run "$STAPRUN" --check "${@:2}" hello.ko
	is 1
	stderr_is "$said"
	stdout_has "$fact"
}
fact='only signed modules: yes'
echo Y >/sys/module/module/parameters/sig_enforce && says_no module.sig_enforce
says_no module.sig_enforce -R
# One that has the kernel's own signature is loaded, and -R would break that.
run "$STAPRUN" /suite/ts_kmp.ko
stderr_has "it is not one of SystemTap's"
not_loaded ts_kmp
run "$STAPRUN" -R /suite/ts_kmp.ko
is 1
stderr_has "ERROR: Couldn't insert module '/suite/ts_kmp.ko': Key was rejected by service"
stderr_has 'and -R would break it'
fact=' locked down; '
echo integrity >/sys/kernel/security/lockdown && says_no 'locked down'
echo 1 >/proc/sys/kernel/modules_disabled && says_no kernel.modules_disabled
run setpriv --bounding-set=-sys_module "$STAPRUN" hello.ko
is 1
stderr_has CAP_SYS_MODULE
