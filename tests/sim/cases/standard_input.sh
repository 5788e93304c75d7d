# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -i feeds the script what is on standard input, to its end.

printf 'one\ntwo\n' >"$dir/input"
sim -i <<<"print 0 ready\n"
stdin=$dir/input relay_start -i
until_true cmp -s "$dir/input" "$dir/sim/stdin" || fail "the script does not get its input"
tell drained request_exit
relay_wait
expect_good_run
