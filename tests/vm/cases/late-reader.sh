# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who reads the output late gets every line once and in order: the module's buffer has kept them. What a module of 4.4
# drops while it is read is told, and what it kept is as it was printed.
# cpus: 2
# on each release
# modules: lines

late() { "$1" lines.ko 2>"$captured/stderr" | { sleep 3; cat; } >late; }

late "$STAPRUN"
all_lines late
[[ $old ]] || exit 0
told=$(dropped "$captured/stderr")
late /usr/bin/staprun
echo "measured: $told messages dropped; with its own staprun $(dropped "$captured/stderr")"
