# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that is loaded already is not touched; -R gives it another name.
# modules: tick

start "$STAPRUN" tick.ko
wait_until 'more_than 1'
run "$STAPRUN" tick.ko
is 1
stderr_has "ERROR: Couldn't insert module 'tick.ko': File exists"
stderr_has "ERROR: Rerun with staprun option '-R' to rename this module."
loaded tick
running "$bg" || fail "the first one has ended"
finish INT
is 0
not_loaded tick
