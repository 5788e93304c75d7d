# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# tcpdive: in the background, with large files and a number of them, found again by the name of its process and ended.

sim <<<"print 0 ready\n"
relay -D -S 500,20 -o log
expect_status 0
daemon=$(cat "$dir/out")
until_true test -s "$dir/log.0" || fail "nothing comes"
[[ $play ]] || [[ $(<"/proc/$daemon/comm") == "${stapio##*/}" ]] || fail "$daemon is no ${stapio##*/}"
kill "$daemon"
until_true test -s "$dir/removed" || fail "removal was not asked for"
rm "$dir/out" # a number
event closed
expect_stream "$dir/log.0"
expect_quiet
expect_removed
