# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -L leaves, and the command goes on.

sim <<<'print 0 kept\n'
relay -L -c "sh -c 'echo \$\$ >$dir/pid; exec sleep 60'"
expect_status 0
expect_not_removed
until_true test -s "$dir/pid" || fail "it did not run"
kill "$(cat "$dir/pid")" || fail "it was ended"
[[ $(cat "$dir/pid") == "$(sed -n 's/^start //p' "$dir/sim/events")" ]] || fail "target() was not its pid"
