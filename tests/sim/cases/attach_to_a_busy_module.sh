# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that has a session takes no second one: that is an error, and disturbs neither.

sim <<<"print 0 hello\n"
relay_start
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
local first=$relay_pid
stdout=$dir/out2 relay -A
expect_status 1
expect_err "^ERROR: Cannot attach to module $NAME control channel; not running\?"
expect_not_removed
relay_pid=$first
tell request_exit
relay_wait
expect_status 0
expect_stream "$dir/out"
expect_removed
