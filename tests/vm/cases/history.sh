# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A history of limited bytes, compressed, as users of each group: numbers go on over runs, what goes is the oldest, and
# stap-merge reads what bulk mode left.
# cpus: 2
# modules: rows bulk

blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp rows.ko "$blessed"
chmod 777 .
# newest: the highest number that a file of $who's log has
newest() { printf '%s\n' "$who".log.* | sed 's/.*\.log\.//; s/\.zst$//' | sort -n | tail -n 1; }
for who in root dev sys usr; do
	before=-1
	for run in first second; do
		run as $who "$STAPRUN" -o "$who.log" -S 300K --keep-total 1M --compress rows
		is 0
		# One of 4.4 drops some of what it prints while that is read.
		[[ $old && $(dropped "$captured/stderr") != 0 ]] || stderr_is ''
		bytes=$(cat "$who".log.* | wc -c)
		((bytes <= 1 << 20)) || fail "$who: $bytes bytes are kept"
		(($(newest) > before)) || fail "$who: numbers do not go on behind $before"
		before=$(newest)
	done
	for file in "$who".log.*; do
		[[ $file == *.zst && $(od -An -tx1 -N4 "$file") == ' 28 b5 2f fd' ]] || fail "$file is not compressed"
		[[ $(stat -c %U "$file") == "$who" ]] || fail "$file belongs to $(stat -c %U "$file")"
	done
done
run "$STAPRUN" -o bulk -S 1M --compress bulk.ko
is 0
[[ $(stap-merge bulk_cpu*.zst) == 'Hello bulk!' ]] || fail "stap-merge makes something else of bulk_cpu*.zst"
rm -rf "$blessed"
