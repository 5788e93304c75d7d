# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When the script ends first, the command goes on.

sim <<<$'pause 300\nrequest_exit'
relay -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
expect_status 0
expect_removed
kill -0 "$(cat "$dir/pid")" 2>/dev/null || fail "the command was ended"
kill "$(cat "$dir/pid")"
