# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The kernel hides its addresses to any degree.
# modules: hello

setting=/proc/sys/kernel/kptr_restrict before=$(<$setting)
for value in 0 1 2; do
	echo $value >$setting
	it "$modules/hello.ko"
	shows 'cat $setting'
done
echo 2 >$setting
line 'STAP_BZ1552745_OVERRIDE=1 "$STAPRUN" "$modules/hello.ko"'
shows 'cat $setting'
echo "$before" >$setting
