# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Small messages of each size, some up to the 8192 bytes that a script prints at once unless its author asks for more, and
# some up to the 128 KiB that we take, byte by byte as they were printed, in the release's dialect.
# on each release
# kmod: stream

# stream MESSAGES MIN MAX: what the module prints
stream() {
	awk -v messages="$1" -v min="$2" -v max="$3" 'BEGIN {
		letters = "abcdefghijklmnopqrstuvwxyz"
		while (length(letters) < max + 26) letters = letters letters
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
	run "$STAPRUN" -o out /suite/kmod/stream.ko dialect="$dialect" cpu=0 messages="$1" size="$2,$3"
	is 0
	stderr_is ''
	cmp out expected >differ 2>&1 || fail "$2 to $3 bytes: $(<differ)"
}

prints 1500 1 500
prints 3000 1 3
prints 300 4050 4120
prints 300 8100 8192
prints 30 131050 131072
