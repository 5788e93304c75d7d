# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When the script ends first, the command goes on.

sim <<<"print 0 ready\n"
relay_start -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
until_true test -s "$dir/pid" || fail "the command does not run"
tell request_exit
relay_wait
expect_status 0
expect_removed
kill -0 "$(cat "$dir/pid")" 2>/dev/null || fail "the command was ended"
kill "$(cat "$dir/pid")"
