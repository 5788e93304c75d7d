# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Wrong usage: the usage on stdout, the reason on stderr, status 1.
# modules: hello

run "$STAPRUN" --nosuch hello.ko
is 1
stdout_has '-o, --output=FILE'
true_that '[[ -s $captured/stderr ]]'
run "$STAPRUN"
is 1
not_loaded hello
# "" is the name of no module.
run "$STAPRUN" -d ''
is 1
stdout_has '-o, --output=FILE'
