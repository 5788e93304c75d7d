# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A full disk stops the output, not the run: once there is room it goes on, and nothing is lost or doubled.
# modules: flood

mkdir disk
mount -t tmpfs -o size=1m tmpfs disk
trap 'umount -l disk' EXIT
start "$STAPRUN" -b 64 -o disk/out flood.ko
wait_until 'grep -q "No space left on device" "$bg_stderr"'
mount -o remount,size=200m disk
wait_until '(($(stat -c %s disk/out) > 3000000))'
finish INT
is 0
stderr_lacks dropped
true_that '(($(grep -c "No space left" "$captured/stderr") == 1))'
awk '$1 <= last { exit 1 } { last = $1 }' disk/out || fail 'lines are doubled or out of order'

# Without room, the end is the end: status 1 and how much it was.
mount -t tmpfs -o size=1m tmpfs disk
start "$STAPRUN" -b 64 -o disk/out flood.ko
wait_until 'grep -q "No space left on device" "$bg_stderr"'
finish TERM
is 1
stderr_has 'because the disk was full'
umount disk
