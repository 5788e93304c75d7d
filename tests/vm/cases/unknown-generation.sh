# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that is of no generation that we know (its strings say which SystemTap made it) is refused before its probes start,
# and is gone again: what it prints could not be told from anything else.
# on each release
# kmod: stream

# made_by VERSION: loads what says that this made it, in the dialect of 4.x
made_by() {
	LC_ALL=C sed "s,4\.8/0\.188,$1," /suite/kmod/stream.ko >stream.ko
	dmesg -c >/dev/null
	run "$STAPRUN" stream.ko dialect=4 messages=10 size=16
}
starts() { dmesg | grep -q 'stream: started'; }

made_by 4.8/0.188
is 0
true_that '(($(lines "$captured/stdout") == 10))'
true_that starts
for version in 2.9/0.168 1.0/0.150 5.0/0.190 9.9/0.190; do
	made_by $version
	is 1
	stdout_is ''
	stderr_is "ERROR: Module stream was made by SystemTap ${version%/*}, and its output can't be read: compile it again with 3.0 to 5.x."
	true_that '! starts'
	gone stream
	# Asked first, it says the same, where the number alone tells.
	[[ $version != [59].* ]] || continue
	said=$(<"$captured/stderr")
	run "$STAPRUN" --check stream.ko
	is 1
	stderr_is "$said"
done
made_by 'no/versio'
is 1
stdout_is ''
stderr_is "ERROR: Module stream does not say which SystemTap made it, and so its output can't be read: compile it again with 3.0 to 5.x."
true_that '! starts'
gone stream
