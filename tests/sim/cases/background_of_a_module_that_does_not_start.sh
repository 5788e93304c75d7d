# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D of a module whose probes do not start is an error of the caller's: no pid, status 1.

sim <<<$'on start\nstart_result -5'
relay -D -o file
expect_status 1
[[ ! -s $dir/out ]] || fail "a pid was printed"
expect_removed
