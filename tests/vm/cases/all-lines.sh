# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Every line once and in order, to a file and to stdout.
# modules: lines

seq 40000 >expected
run "$STAPRUN" -o out lines.ko
is 0
tr -d ' ' <out | cmp -s expected - || fail "the file is not right: $(lines out) lines"

run "$STAPRUN" lines.ko
is 0
tr -d ' ' <"$captured/stdout" | cmp -s expected - || fail "stdout is not right: $(lines "$captured/stdout") lines"
