# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# It is waited for half a minute once the script has ended, and no longer.

mkfifo "$dir/pipe"
sim <<<"$lines"$'\nrequest_exit'
patience=40 relay -o pipe
expect_status 1
expect_told_dropped /dev/null 'no one opened the output'
expect_removed
