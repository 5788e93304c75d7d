# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into tee: a copy goes on, and the end is seen.

sim <<<"burst 0-1 20 40 0"$'\nrequest_exit'
relay_on - > >(tee "$dir/copy" >"$dir/seen-by-tee"; echo ended >"$dir/tee-ended")
relay_wait
until_true test -s "$dir/tee-ended" || fail "tee does not end"
expect_good_run "$dir/copy"
