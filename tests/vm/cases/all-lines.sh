# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Every line once and in order, to a file and to stdout.
# cpus: 2
# on each release
# modules: lines

run "$STAPRUN" -o out lines.ko
is 0
numbered out 40000

run "$STAPRUN" lines.ko
is 0
numbered "$captured/stdout" 40000
