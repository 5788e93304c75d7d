# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where no one reads standard error any more the session goes on all the same.

sim <<<"print 0 hello\n"
mkfifo "$dir/pipe"
exec {reader}<>"$dir/pipe"
ln -sf pipe "$dir/err"
relay_start -v
event started.0
exec {reader}<&-
tell "oob WARNING: no one reads this" "print 0 goes on\n" "oob WARNING: nor this" request_exit
relay_wait
expect_status 0
expect_stream "$dir/out"
expect_all_printed
expect_removed
