# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Nothing of it runs before the probes do.

sim <<-END
	on start
	mark probes begin
END
relay -c "echo \$(echo substituted >>$dir/sim/events)"
expect_status 0
[[ $(grep -xE 'probes begin|substituted' "$dir/sim/events" | tr '\n' ' ') == 'probes begin substituted ' ]] ||
	fail "the order was $(grep -xE 'probes begin|substituted' "$dir/sim/events" | tr '\n' ' ')"
