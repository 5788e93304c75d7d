# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -S, a switch removes the oldest file, which makes room, unless someone else has its bytes: then the file that has got
# nothing goes on, and no other is begun, or removed for it. Nothing is lost once there is room.

disk 1m
sim -n 4096 <<<"print 0 ready\n"
relay_start -S 40K,3 -o disk/log
event started.0
tell "burst 0-1 200 200-300 0" drained
for file in "$dir"/disk/log.*; do ln "$file" "$dir/disk/kept${file##*log}"; done
before=$(cd "$dir/disk" && echo log.*)
head -c 1000000 /dev/zero >"$dir/disk/ballast" 2>/dev/null
tell "burst 0-1 1000 200-300 0"
until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
# A dozen of its tries
pause 3
now=$(cd "$dir/disk" && echo log.*)
[[ $now == "$before" || $(wc -w <<<"$now") == 3 ]] || fail "$before has become $now"
files=$(find "$dir/disk" -name 'log.*' -size 0 | wc -l)
((files <= 1)) || fail "$files files are empty: $now"
(($(grep -c 'No space left' "$dir/err") <= 2)) || fail "it is told again and again"
rm "$dir/disk/ballast"
tell drained request_exit
relay_wait
expect_status 0
sim_end
mapfile -t files < <(numbered disk/log)
cat "${files[@]}" >"$dir/end"
cmp -s "$dir/end" <(tail -c "$(wc -c <"$dir/end")" "$dir/sim/stream") || fail "the end is not there"
rm -r "$dir"/{sim,removed,end}

# By time, a file that has got nothing goes on, too.
rm "$dir"/disk/*
sim -n 4096 <<<"print 0 ready\n"
relay_start -S 1M,3 --rotate-every 1 -o disk/log
event started.0
printed one disk/log.0
head -c 1100000 /dev/zero >"$dir/disk/ballast" 2>/dev/null
tell "burst 0-1 1000 200-300 0"
until_true grep -q 'No space left' "$dir/err" || fail "a full disk is not told"
pause 4
(($(find "$dir/disk" -name 'log.*' -size 0 | wc -l) <= 1)) || fail "files are empty: $(ls "$dir/disk")"
[[ -s $dir/disk/log.0 ]] || fail "the first file is gone"
rm "$dir/disk/ballast"
tell drained request_exit
relay_wait
expect_status 0
