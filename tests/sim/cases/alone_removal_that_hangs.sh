# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A staprun -d that comes to no end is not waited for without end.

hello
printf '#!/bin/sh\necho $$ >%q/begun\nexec sleep 1000\n' "$dir" >"$dir/staprun"
alone=1 relay_start
until_true test -s "$dir/begun" || fail "removal was not asked for"
for signal in INT INT TERM; do kill -$signal "$relay_pid"; sleep 0.1; done
relay_wait
kill "$(cat "$dir/begun")"
expect_status 1
expect_said <<<"WARNING: Module $NAME is being removed; that was not waited for."
