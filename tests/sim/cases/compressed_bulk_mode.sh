# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# In bulk mode each CPU's files are compressed, and stap-merge reads them as they were: in their order, some compressed or
# all, some in both forms or in part, and says of one that is damaged that it is.

bulk -n 4096
relay -S 300K -o log --compress
expect_status 0
sim_end
[[ -e $dir/log_cpu0.0.zst && -e $dir/log_cpu2.2.zst ]] || fail "there are $(cd "$dir" && echo log*)"
"$merge" "$dir"/log_cpu*.zst >"$dir/merged" 2>"$dir/said" || fail "stap-merge: $(<"$dir/said")"
cmp -s "$dir/merged" "$dir/sim/stream" || fail "it is not what was printed"
zstd -qd --rm "$dir/log_cpu2.1.zst"
"$merge" "$dir"/log_cpu* >"$dir/merged" 2>"$dir/said" || fail "stap-merge: $(<"$dir/said")"
cmp -s "$dir/merged" "$dir/sim/stream" || fail "with one that is not compressed it is not what was printed"
zstd -qd "$dir/log_cpu2.2.zst" && cp "$dir/log_cpu0.0.zst" "$dir/log_cpu2.1.zst.part"
"$merge" "$dir"/log_cpu* >"$dir/merged" 2>"$dir/said" || fail "stap-merge: $(<"$dir/said")"
cmp -s "$dir/merged" "$dir/sim/stream" || fail "with one in both forms it is not what was printed"
[[ ! -s $dir/said ]] || fail "stap-merge: $(<"$dir/said")"
rm "$dir/log_cpu2.2"
truncate -s -10 "$dir/log_cpu2.0.zst"
! "$merge" "$dir"/log_cpu* >"$dir/merged" 2>"$dir/said" || fail "stap-merge finds nothing wrong with a part of a file"
[[ $(<"$dir/said") == "ERROR: $dir/log_cpu2.0.zst is no compressed file, or not all of one." ]] || fail "stap-merge: $(<"$dir/said")"
