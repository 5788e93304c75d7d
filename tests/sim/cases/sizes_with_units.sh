# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S takes units: no file is larger than 300 KB, and the last two stay.

sim -n 4096 <<<"burst 0-1 2000 900 0"$'\nrequest_exit'
relay -S 300K,2 -o log
expect_status 0
mapfile -t files < <(numbered log)
((${#files[@]} == 2)) || fail "${#files[@]} files stay"
for file in "${files[@]}"; do (($(wc -c <"$file") <= 300 * 1024)) || fail "$file has $(wc -c <"$file") bytes"; done
sim_end
tail -c 300000 "$dir/sim/stream" | cmp -s - <(cat "${files[@]}" | tail -c 300000) || fail "the end is not there"
