# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A flight recorder that has printed several times what its buffer holds gives out the last of it, once and in order.
# cpus: 2
# modules: brisk

run "$STAPRUN" -b 1 -L brisk.ko
is 0
pause 8 # the module prints half a megabyte a second, and tells no one how far it is
start "$STAPRUN" -A brisk
wait_until '(($(lines "$bg_stdout") > 12000))'
finish INT
is 0
not_loaded brisk
awk '$1 <= last { print "line", NR, "goes back from", last, "to", $1; exit 1 } { last = $1 }' "$captured/stdout" ||
	fail 'the lines do not rise'
# What was recorded is whole: 800 KB of the 1 MB that the buffer holds. (When we come it is full, and what is printed
# before our first read is lost: the module says how much.)
awk 'NR == 1 { first = $1 } { last = $1 } NR == 8000 { exit } END { exit !(last - first < NR + 200) }' "$captured/stdout" ||
	fail "missing: $(awk 'NR > 1 && $1 != last + 1 { print NR, last, $1 } { last = $1 }' "$captured/stdout" | head -5 | tr '\n' ';')"
stderr_lacks 'belonged to no message'
