# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into a pager, both streams: its user looks at the first page, and reads on later.

sim <<<"oob WARNING: careful\n"$'\n'"$lines"$'\nrequest_exit'
mkfifo "$dir/pager"
exec {reader}<>"$dir/pager"
rm "$dir/err" && ln -s pager "$dir/err"
stdout=$dir/pager relay_start
event started.0
cat <"$dir/pager" >"$dir/read" {reader}>&- &
exec {reader}>&-
relay_wait
wait $!
rm "$dir/err" && touch "$dir/err"
expect_status 0
(($(grep -c '^WARNING: careful$' "$dir/read") == 1)) || fail "the warning did not come, or not once"
sed -i '/^WARNING: careful$/d' "$dir/read"
expect_good_run "$dir/read"
