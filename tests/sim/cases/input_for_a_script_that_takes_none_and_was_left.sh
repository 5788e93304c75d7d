# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Input for a script that takes none and was left.

sim <<<$'on load\nalready_started\nprint 0 hello\\n'
relay -A -i
expect_status 1
expect_err "^ERROR: Module $NAME takes no input \(-i\)"
(($(happened exit) == 0)) || fail "it was ended"
expect_not_removed
