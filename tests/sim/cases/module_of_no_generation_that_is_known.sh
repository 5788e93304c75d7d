# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a module of no generation that is known prints can't be read, which is said before its probes run.

for version in 2.9 none; do
	sim -4 <<<"print 0 hello\n"
	SIM_VERSION=$version relay
	expect_status 1
	said="was made by SystemTap 2.9, and its output"
	[[ $version != none ]] || said="does not say which SystemTap made it, and so its output"
	expect_said <<<"ERROR: Module $NAME $said can't be read: compile it again with 3.0 to 5.x."
	(($(happened 'start .*') == 0)) || fail "the probes were started"
	expect_removed
	sim_end
	rm -r "$dir"/{sim,removed,err}
done
