# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o /dev/fd/7 goes to the caller's descriptor.

sim <<<"print 0 hello\n"$'\nrequest_exit'
exec 7>"$dir/file"
relay -o /dev/fd/7
exec 7>&-
expect_good_run "$dir/file"
