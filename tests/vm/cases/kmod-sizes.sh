# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of each size from 1 byte to the 8192 that a script prints at once unless its author asks for more, and some
# of the 128 KiB that we take, byte by byte as they were printed, in both dialects.
# kmod: stream
# peer-differs: speaks one dialect

# stream MESSAGES MIN MAX: what the module prints
stream() {
	awk -v messages="$1" -v min="$2" -v max="$3" 'BEGIN {
		while (length(letters) < max + 26) letters = letters "abcdefghijklmnopqrstuvwxyz"
		for (n = 1; n <= messages; n++) {
			size = min + (n - 1) % (max - min + 1)
			end = n "\n"
			rest = size - length(end)
			printf "%s", (rest > 0 ? substr(letters, 1 + n % 26, rest) end : substr(end, 1 - rest))
		}
	}'
}

# prints MESSAGES MIN MAX: does all of that arrive?
prints() {
	stream "$@" >expected
	for dialect in 4 5; do
		run "$STAPRUN" -o out /suite/kmod/stream.ko dialect="$dialect" cpu=0 messages="$1" size="$2,$3"
		is 0
		stderr_is ''
		cmp out expected >differ 2>&1 || fail "dialect $dialect, $2 to $3 bytes: $(<differ)"
	done
}

prints 8192 1 8192
prints 3000 1 3
prints 200 131050 131072
