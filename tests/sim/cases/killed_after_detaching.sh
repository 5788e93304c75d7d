# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that was left stays, although no session is there to see to it.

sim <<<"print 0 hello\n"
relay -L
event closed
sleep 0.3
expect_not_removed
