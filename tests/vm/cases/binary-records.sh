# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Binary records that look like headers of frames come whole, each once; those that the module had no room for
# it has counted itself.
# cpus: 2
# modules: records

run "$STAPRUN" -o out records.ko
is 0
od -An -v -td4 -w20 out | sort -n -k 2 >records # a probe's print comes in order, its number was taken before
dropped=$(sed -n 's/^WARNING: There were \([0-9]*\) transport failures.*/\1/p' "$captured/stderr")
lost=$(sed -n 's/^WARNING: \([0-9]*\) messages were lost in the \(module\|kernel, while\).*/\1/p' "$captured/stderr")
((${lost:-0} == ${dropped:-0})) || fail "the module dropped ${dropped:-none}, and ${lost:-none} are told"
verdict=$(awk -v dropped="${dropped:-0}" '
	NF != 5 || $1 != 16 || $3 != 8 || $5 != $2 % 11 { print "record " NR " is " $0; exit }
	$2 < next_n { print "record " NR " has number " $2 " behind " next_n - 1; exit }
	{ missing += $2 - next_n; next_n = $2 + 1 }
	END { if (missing + 20000 - next_n != dropped) print missing + 20000 - next_n " are missing, and the module dropped " dropped + 0 }
' records)
[[ ! $verdict ]] || fail "$verdict"
