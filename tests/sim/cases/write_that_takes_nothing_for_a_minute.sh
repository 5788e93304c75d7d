# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A write that takes nothing and says nothing is tried again, not without pause, and not for ever.

broken_sink sink-zero
until_true grep -q "^WARNING: Couldn't write to module/sink-zero: it took nothing" "$dir/err" || fail "it is not told"
tell request_exit
patience=40 relay_wait
expect_status 1
expect_told_dropped "$dir/sim/sink" "the output took nothing"
expect_removed
