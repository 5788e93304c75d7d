# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A malformed number is an error, never 0.
# modules: hello

for option in '-x abc' '-x 12abc' '-x -5' '-b 12abc' '-S 0' '-S -1' '-S 1,0' '-S 1x' '-T x'; do
	# shellcheck disable=SC2086 # words are what is wanted
	run "$STAPRUN" -o out $option hello.ko
	is 1
	not_loaded hello
done
