# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Statistics of a session that has nowhere to print are those of one that ended before it began.

sim <<<"print 0 hello\n"
relay --stats numbers -o no/such/file
expect_status 1
objects "$dir/numbers"
stat_is "$dir/numbers" "['state']" '"ended"'
stat_is "$dir/numbers" "['status']" 1
stat_is "$dir/numbers" "['start']" null
