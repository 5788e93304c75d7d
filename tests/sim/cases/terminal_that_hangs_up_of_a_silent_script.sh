# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A terminal that is gone ends the session, although the script prints nothing that could fail.

sim <<<"print 0 ready\n"
in_terminal 'os.close(master)'
expect_status 0
expect_quiet
expect_removed
