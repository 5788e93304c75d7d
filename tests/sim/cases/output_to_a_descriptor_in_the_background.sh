# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D -o /dev/fd/7: the session in the background has the caller's descriptor.

sim <<<"print 0 ready\n"
exec 7>"$dir/seven"
stdout=$dir/pid relay -D -o /dev/fd/7
exec 7>&-
expect_status 0
event started.0 # the peers are not so far yet
tell "$lines" request_exit
until_true test -s "$dir/removed" || fail "removal was not asked for"
expect_good_run "$dir/seven"
