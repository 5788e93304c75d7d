# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Command of a module that does not start.

sim <<<$'on start\nstart_result -5'
relay -c "touch $dir/ran"
expect_status 1
[[ ! -e $dir/ran ]] || fail "the command ran"
expect_removed
