# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Options that make no sense together are refused before anything happens.
# modules: hello

for options in '-A -L' '-A -b 2' '-A -c true' '-A -x 1' '-c true -x 1' '-D -o f -L' '-D -o f -c true' '-D -o f -d'; do
	# shellcheck disable=SC2086 # words are what is wanted
	run "$STAPRUN" $options hello.ko
	is 1
	true_that '[[ -s $captured/stderr ]]'
	not_loaded hello
done
run "$STAPRUN" -A hello var1=x
is 1
