# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A session that ends before there is anything to show leaves its closing line, and no blanks before that.

sim <<<"request_exit"
on_terminal -o log
expect_status 0
[[ $(<"$dir/screen") =~ ^0\ bytes,\ 0\ messages,\ [0-9]+\ messages/s,\ 0\ lost:\ log.?$ ]] || fail "it shows: $(<"$dir/screen")"
