# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -h prints the help on stdout, -V the version; status 0, nothing is loaded.
# modules: hello

run "$STAPRUN" -h
is 0
stdout_has '-o, --output=FILE'
run "$STAPRUN" -V
is 0

# What standard output does not take is said.
for what in -h -V --list '--check hello.ko'; do
	status=0
	# shellcheck disable=SC2086 # words
	"$STAPRUN" $what >/dev/full 2>said || status=$?
	is 1
	[[ $(<said) == "ERROR: Couldn't write to standard output: No space left on device" ]] || fail "$what says: $(<said)"
done
