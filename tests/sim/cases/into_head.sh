# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into head, whose reader wants less than is there: no more is asked for, and the module goes.

sim <<<"burst 0 20 40 0"$'\nrequest_exit'
relay_on - > >(head -n 5 >"$dir/out2")
relay_wait
expect_status 0
(($(wc -l <"$dir/out2") == 5)) || fail "$(wc -l <"$dir/out2") lines came"
seen "$(wc -l <"$dir/out2") lines" && rm "$dir/out2"
expect_quiet
expect_removed
