# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Binary records: 16, a number, 8, the CPU, and the number modulo 11, four bytes each.

for ((i = 1; i <= 3000; i++)); do
	printf 'print %d \\x10\\0\\0\\0\\x%02x\\x%02x\\0\\0\\x08\\0\\0\\0\\x%02x\\0\\0\\0\\x%02x\\0\\0\\0\n' $((i % 2)) $((i & 255)) $((i >> 8)) $((i % 2)) $((i % 11))
	((i % 600)) || echo drained
done
echo drained
echo request_exit
