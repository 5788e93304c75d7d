# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Load and detach.

sim <<<"print 0 hello\n"
relay -L
expect_detached
(($(happened started.0) == 1)) || fail "the probes were not started"
