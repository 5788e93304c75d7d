# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A name beside which there is no room for a longer one, that of the file until it is complete, takes no statistics, which is said.

local name
name=$(printf './%.0s' {1..2046})n
sim <<<$'print 0 hello\\n\nrequest_exit'
relay --stats "$name"
expect_status 0
expect_said <<<"WARNING: Couldn't write statistics to $name: File name too long. The session goes on without."
expect_stream "$dir/out"
expect_removed
