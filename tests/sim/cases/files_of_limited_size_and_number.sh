# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -S SIZE,N the last N files stay.

local files
sim -n 4096 <<<"burst 0-1 5000 20-2000 0"$'\nrequest_exit'
relay -S 1,3 -o file
mapfile -t files < <(numbered file)
((${#files[@]} == 3)) || fail "${#files[@]} files were kept"
sim_end
cat "${files[@]}" | cmp -s - <(tail -c "$(cat "${files[@]}" | wc -c)" "$dir/sim/stream") || fail "the last files are not what was printed last"
expect_status 0
expect_quiet
