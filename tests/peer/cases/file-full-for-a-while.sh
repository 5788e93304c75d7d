# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that has room again after a while.
# modules: rows

mkdir -m 777 disk && mount -t tmpfs -o size=1m,mode=777 tmpfs disk
begin -o disk/out "$modules/rows.ko"
running '[[ -s $captured/bg-stderr ]]'
mount -o remount,size=50m disk
ends
shows 'echo $(wc -l <disk/out) lines'
umount disk && rmdir disk
