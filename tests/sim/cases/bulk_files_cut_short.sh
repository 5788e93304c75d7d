# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file of bulk mode that ends within its first messages, or within a header, is said to be damaged, in both dialects, and
# all that is whole comes out. (What is no more than a header of dialect 4, behind a message, may be stale: no one can tell.)

local as cut status header
for as in '' -4; do
	[[ $as ]] && header=8 || header=12
	# shellcheck disable=SC2086 # none, or one
	sim -b -c 0,2 $as < <(printf '%s\n' 'print 2 1st\n' 'print 0 2nd\n' 'print 2 3rd\n' 'print 0 4th\n' drained request_exit)
	relay -o log
	expect_status 0
	sim_end
	rm -r "$dir/sim"
	for ((cut = 0; cut < 3 * header + 8; cut++)); do
		cat "$dir"/log_2 "$dir"/log_2 | head -c "$cut" >"$dir/cut_2"
		status=0
		"$merge" "$dir/log_0" "$dir/cut_2" >"$dir/merged" 2>"$dir/said" || status=$?
		[[ $(<"$dir/merged") == *2nd*4th* ]] || fail "cut at $cut: $(<"$dir/merged")"
		(((cut % (header + 4)) == 0 || (header == 8 && cut > header && cut % (header + 4) <= header))) ||
			{ ((status == 253)) && grep -qE 'belong to no message|are cut short' "$dir/said"; } ||
			fail "$as cut at $cut: status $status, $(<"$dir/said")"
	done
done
