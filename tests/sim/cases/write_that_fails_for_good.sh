# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An error that waiting does not heal. It is read on: nothing piles up.

broken_sink sink-eio
tell drained "burst 0-1 3000 20-400 0" drained request_exit
relay_wait
expect_status 1
expect_told_dropped "$dir/sim/sink" "the output failed: Input\\/output error"
(($(grep -c "^ERROR: Couldn't write to module/sink-eio: Input/output error" "$dir/err") == 1)) || fail "it is not told once"
(($(wc -l <"$dir/err") == 2)) || fail "$(wc -l <"$dir/err") lines are on standard error"
expect_removed
