# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What was in FILE before is gone, however long it was.

sim <<<"$lines"$'\nrequest_exit'
head -c 1000000 /dev/zero >"$dir/file"
relay -o file
expect_good_run "$dir/file"
