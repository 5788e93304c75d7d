# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The command of -c runs when the begin probes have run, its pid is the target, and its end is that of the session.

sim <<-END
	on start
	mark begin probe begins
	pause 200
	mark begin probe ends
END
relay -c "sh -c 'echo command \$\$ >>$dir/sim/events'"
expect_good_run
local order
order=$(grep -E '^(begin probe ends|started 0|command [0-9]+|exit)$' "$dir/sim/events" | sed 's/ [0-9]*$//' | tr '\n' ' ')
[[ $order == "begin probe ends started command exit " || $order == "begin probe ends command started exit " ]] || fail "the order was $order"
[[ $(sed -n 's/^command //p' "$dir/sim/events") == $(sed -n 's/^start //p' "$dir/sim/events") ]] ||
	fail "target() was not the command's pid"
