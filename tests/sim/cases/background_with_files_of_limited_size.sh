# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# As tcpdive starts it: -D with -S, and an option of the module's behind its name.

sim <<<"print 0 hello\n"
operand=port_str="80,8080" relay -D -S 500,20 -o log
expect_status 0
until_true test -s "$dir/log.0" || fail "nothing comes"
kill "$(cat "$dir/out")"
until_true test -s "$dir/removed" || fail "removal was not asked for"
event closed
expect_stream "$dir/log.0"
