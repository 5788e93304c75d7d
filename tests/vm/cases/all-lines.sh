# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Every line once and in order, to a file and to stdout; but what a module of 4.4 drops, and tells.
# cpus: 2
# on each release
# modules: lines

run "$STAPRUN" -o out lines.ko
is 0
all_lines out
[[ ! $old ]] || echo "measured: $(dropped "$captured/stderr") messages dropped"

run "$STAPRUN" lines.ko
is 0
all_lines "$captured/stdout"
