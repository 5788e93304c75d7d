# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The module is told the levels of its user, 2 for stapusr, 4 for stapsys, 8 for stapdev, a higher one with those below
# it; and all where the folder let it in.
# on each release
# modules: credentials
blessed=/lib/modules/$(uname -r)/systemtap
told() { # USER MODULE LEVELS
	run as "$1" "$STAPRUN" -L "$2"
	is 0
	true_that "[[ \$(</proc/systemtap/credentials/levels) == $3 ]]"
	run as "$1" "$STAPRUN" -d credentials
	is 0
}
told root ./credentials.ko 14
told dev ./credentials.ko 14
mkdir -p "$blessed" && cp credentials.ko "$blessed"
told usr credentials 14
told sys credentials 14
told dev credentials 14
rm -rf "$blessed"
