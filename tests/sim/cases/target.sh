# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x PID is what target() returns.

sim <<<request_exit
relay -x $$
expect_status 0
(($(happened "start $$") == 1)) || fail "the module was not told"
