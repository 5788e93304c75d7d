# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root may act for a user; no one else may.
# modules: hello tick
run env SYSTEMTAP_REAL_UID=1001 "$STAPRUN" -L tick.ko
is 0
true_that '[[ $(stat -c %u:%g $folders/tick/.cmd) == 1001:1001 ]]'
run as dev "$STAPRUN" -d tick
is 0
run env SYSTEMTAP_REAL_UID=1003 "$STAPRUN" hello.ko
is 255
run env SYSTEMTAP_REAL_UID=1004 "$STAPRUN" hello.ko
is 255
for wrong in abc -1 '' 1001x 4294967295 99999999999999999999 77777; do
	run env SYSTEMTAP_REAL_UID="$wrong" "$STAPRUN" hello.ko
	is 1
	stderr_has "ERROR: Couldn't set staprun UID to '$wrong'"
done
run env SYSTEMTAP_REAL_GID=0 "$STAPRUN" hello.ko
is 1
run as usr env SYSTEMTAP_REAL_UID=0 SYSTEMTAP_REAL_GID=0 "$STAPRUN" hello.ko
is 255
