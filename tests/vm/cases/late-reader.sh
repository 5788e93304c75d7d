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
if [[ ! $old ]]; then
	numbered late 40000
	exit 0
fi
# in_order: rising numbers in lines of 99 characters; how many are missing is $missing
in_order() {
	awk 'length() != 99 || $1 <= last { exit 1 } { last = $1 } END { exit last > 40000 }' late || fail 'lines are mangled, doubled or out of order'
	missing=$((40000 - $(lines late)))
}
in_order
told=$(dropped "$captured/stderr")
true_that '((missing <= told * 82))' # lines of 100 bytes in a message of 8192
((!told)) || grep -q "^WARNING: $told messages were lost in the kernel, .* read" "$captured/stderr" || fail 'the loss is not told'
late /usr/bin/staprun
echo "measured: $told messages dropped; with its own staprun $(dropped "$captured/stderr")"
