# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# debugfs is mounted for a module that has no folder elsewhere, at the kernel's own place for it, as distributions mount it;
# not for one that has, nor for who may not load.
# modules: hello
where=/sys/kernel/debug
cp /suite/ts_kmp.ko . || exit
umount $where
unmounted() { true_that '! grep -q " debugfs " /proc/mounts'; }
if [[ ! $old ]]; then
	run as dev "$STAPRUN" hello.ko
	is 0
	unmounted
fi
run as usr "$STAPRUN" ts_kmp.ko
is 255
unmounted
run as dev "$STAPRUN" ts_kmp.ko
is 1
not_loaded ts_kmp
true_that 'grep -q "^debugfs $where debugfs rw,nosuid,nodev,noexec" /proc/mounts'
true_that '(($(grep -c " debugfs " /proc/mounts) == 1))'
# Once it is there it stays the only one.
run as dev "$STAPRUN" ts_kmp.ko
is 1
true_that '(($(grep -c " debugfs " /proc/mounts) == 1))'

# Where that place is a link, nothing is mounted behind it.
umount $where
mount -t tmpfs none /sys/kernel && mkdir elsewhere && ln -s "$PWD/elsewhere" $where || exit
run as dev "$STAPRUN" ts_kmp.ko
is 1
not_loaded ts_kmp
unmounted
umount /sys/kernel && mount -t debugfs debugfs $where
