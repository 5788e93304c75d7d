# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An old initscript's way to start a script with a command, and leave it running.

sim <<<"print 0 hello\n"
relay -c "true" -L
event closed
expect_status 0
expect_not_removed
