# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An error() of the script goes to stderr and makes the status 1.
# modules: error

run "$STAPRUN" error.ko
is 1
stdout_is before
stderr_has 'ERROR: boom'
not_loaded error

run "$STAPRUN" -o out error.ko
is 1
stdout_is ''
stderr_has 'ERROR: boom'
[[ $(<out) == before ]] || fail "the file has: $(<out)"
