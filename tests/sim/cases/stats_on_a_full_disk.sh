# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics that a full disk has no room for are said once to be missing, and no half of them is left; what was there before stays.

disk 1M
sim <<<"print 0 hello\n"
relay_start --stats disk/numbers
event started.0
kill -USR1 "$relay_pid"
until_true test -s "$dir/disk/numbers" || fail "there are no statistics"
cp "$dir/disk/numbers" "$dir/before"
dd if=/dev/zero of="$dir/disk/ballast" bs=4096 status=none 2>/dev/null
for n in 2 3; do kill -USR1 "$relay_pid" && until_true eval "((\$(grep -c wake-ups '$dir/err') == $n))"; done
tell request_exit
relay_wait
expect_status 0
sed -i '/ wake-ups, /d' "$dir/err"
expect_said <<<"WARNING: Couldn't write statistics to disk/numbers: No space left on device. The session goes on without."
cmp -s "$dir/disk/numbers" "$dir/before" || fail "what was there is something else"
[[ $(ls -A "$dir/disk") == $'ballast\nnumbers' ]] || fail "there are $(ls -A "$dir/disk")"
expect_removed
