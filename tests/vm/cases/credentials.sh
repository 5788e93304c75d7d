# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The module is told the levels of its user, 2 for stapusr, 4 for stapsys, 8 for stapdev, a higher one with those below
# it; and all where the folder let it in.
# modules: credentials
blessed=/lib/modules/$(uname -r)/systemtap
told() { # USER MODULE LEVELS
	start as "$1" "$STAPRUN" "$2"
	wait_until '[[ -s $bg_stdout ]]'
	finish INT
	is 0
	stdout_has "credentials $3"
	stderr_is ''
}
told root ./credentials.ko 14
told dev ./credentials.ko 14
mkdir -p "$blessed" && cp credentials.ko "$blessed"
told usr credentials 14
told sys credentials 14
told dev credentials 14
rm -rf "$blessed"
