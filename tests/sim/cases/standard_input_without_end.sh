# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# It is read while it is there, and does not hold up the end.

mkfifo "$dir/keyboard"
exec {keyboard}<>"$dir/keyboard"
sim -i <<<"print 0 ready\n"
stdin=$dir/keyboard relay_start -i
event started.0
printf 'x' >&"$keyboard"
until_true test -s "$dir/sim/stdin" || fail "the script does not get its input"
kill -INT "$relay_pid"
relay_wait
expect_good_run
