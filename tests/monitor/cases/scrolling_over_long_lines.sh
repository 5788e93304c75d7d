# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Lines that take several rows are all seen: Home shows the first, as does who goes up one by one; a page up or down leaves none out.

# seen_by KEY: the lines that are seen on the way, page by page, to where nothing moves any more
seen_by() {
	local now='' before
	until [[ $now && $now == "$before" ]]; do
		before=$now
		now=$(screen | grep -oE '^cpu 0 message [0-9]+ |^hello from begin|^the last')
		[[ $now != "$before" ]] || break
		printf '%s\n' "$now"
		keys "$1"
		keys h && shows 'Any key goes back.' && keys h && hides 'Any key goes back.'
	done | sort -u | wc -l
}

quiet
order 0 1 2 3 4 5
tell 'burst 0 40 450 0' 'print 0 the last\n' drained
shows 'the last'
keys Tab Home && shows 'hello from begin' && shows ' more lines below'
(($(seen_by NPage) == 42)) || fail "a page down leaves out lines"
shows 'the last' && hides 'more lines below'
(($(seen_by PPage) == 42)) || fail "a page up leaves out lines"
shows 'hello from begin'
keys End && shows 'the last' && hides 'more lines below'
for _ in {1..45}; do keys Up; done
shows 'hello from begin' && shows ' more lines below'
keys Down && hides 'hello from begin'
keys q && restored
