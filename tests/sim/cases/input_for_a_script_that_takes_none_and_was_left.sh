# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A -i of a script that takes no input is an error, and leaves it as it was.

sim <<<$'on load\nalready_started\nprint 0 hello\\n'
relay -A -i
expect_status 1
expect_err "^ERROR: Module $NAME takes no input \(-i\)"
(($(happened exit) == 0)) || fail "it was ended"
expect_not_removed
