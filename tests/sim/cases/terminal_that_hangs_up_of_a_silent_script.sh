# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Terminal that hangs up of a silent script.

sim <<<"print 0 ready\n"
in_terminal 'os.close(master)'
expect_status 0
expect_quiet
expect_removed
