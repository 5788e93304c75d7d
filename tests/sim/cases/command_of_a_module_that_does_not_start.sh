# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the probes do not start the command does not run.

sim <<<$'on start\nstart_result -5'
relay -c "touch $dir/ran"
expect_status 1
[[ ! -e $dir/ran ]] || fail "the command ran"
expect_removed
