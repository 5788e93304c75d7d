# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that is loaded already is not touched; -R gives it another name.
# modules: tick

start "$STAPRUN" tick.ko
wait_until 'more_than 1'
run "$STAPRUN" tick.ko
is 1
# All that is said, byte for byte: programs match it. -v says more.
stderr_is "ERROR: Couldn't insert module 'tick.ko': File exists
ERROR: Rerun with staprun option '-R' to rename this module."
run "$STAPRUN" -v tick.ko
is 1
stderr_has 'A module tick is loaded already; uid 0 loaded it.'
loaded tick
running "$bg" || fail "the first one has ended"
finish INT
is 0
not_loaded tick
