# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Background of a module that does not start.

sim <<<$'on start\nstart_result -5'
relay -D -o file
expect_status 1
[[ ! -s $dir/out ]] || fail "a pid was printed"
expect_removed
