# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that wants to end before it is told that its probes run: the command runs all the same.

sim <<<$'on start\nrequest_exit\npause 300'
relay -c "touch $dir/ran"
expect_status 0
until_true test -e "$dir/ran" || fail "the command did not run"
expect_removed
