# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The session ends by itself when nobody reads any more.

prints_for_ever
relay_on - > >(event "some read" && head -n 1 >"$dir/out2")
relay_wait
(($(happened exited) == 1)) || fail "the module was not told to exit"
(($(wc -l <"$dir/err") <= 1)) || fail "$(wc -l <"$dir/err") lines are on standard error"
expect_removed
