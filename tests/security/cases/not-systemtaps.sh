# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A kernel module that is none of SystemTap's: who may load anything may try, and it is gone again; who may not is
# refused; and one that was there before stays.
cd /suite || exit
for user in root dev; do
	run as $user "$STAPRUN" ts_kmp.ko
	is 1
	stderr_has 'ERROR: Cannot attach to module ts_kmp control channel; not running?'
	stderr_has "it is not one of SystemTap's"
	not_loaded ts_kmp
done
# Of one that has no build id no one can tell that it is the one that was loaded: it stays, and that is said.
if [[ -e without-id.ko ]]; then
	run as dev "$STAPRUN" without-id.ko
	is 1
	stderr_has 'It may still be loaded; remove it with: staprun -d ts_kmp (or'
	stderr_has 'as root: rmmod ts_kmp)'
	loaded ts_kmp
	rmmod ts_kmp
fi
run as sys "$STAPRUN" ts_kmp.ko
is 255
insmod /suite/ts_kmp.ko
run as dev "$STAPRUN" -v ts_kmp.ko
is 1
stderr_has "it is not one of SystemTap's"
loaded ts_kmp
for user in root dev; do
	run as $user "$STAPRUN" -d ts_kmp
	is 1
	loaded ts_kmp
done
rmmod ts_kmp
