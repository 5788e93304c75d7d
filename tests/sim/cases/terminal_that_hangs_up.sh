# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A terminal that hangs up is a closed pipe, whether or not something is printed.

sim <<<"print 0 ready\n"$'\npause 300\nburst 0-1 0 40 500'
in_terminal 'os.close(master)'
expect_status 0
expect_quiet
expect_removed
