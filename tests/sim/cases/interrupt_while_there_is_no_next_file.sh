# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One interrupt is obeyed at once.

folder_renamed
until_true grep -q "^WARNING: Couldn't open" "$dir/err" || fail "it is not told"
printed two e/log
kill -INT "$relay_pid"
relay_wait
(($(wc -l <"$dir/err") == 1)) || fail "$(wc -l <"$dir/err") lines are on standard error"
: >"$dir/err"
expect_good_run "$dir/e/log"
