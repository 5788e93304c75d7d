# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Of each CPU all that it printed, in its order; between CPUs as it was read.

sim -4 -r -r -c 0-3 -n 1024 <<-END
	burst 0-3 2000 20-100 20000
	request_exit
END
relay
expect_status 0
expect_quiet
sim_end
cmp -s <(sort "$dir/out") <(sort "$dir/sim/stream") || fail "the output is not what was printed"
awk '$2 in last && $4 <= last[$2] { exit 1 } { last[$2] = $4 + 0 }' "$dir/out" ||
	fail "the lines of a CPU are out of order"
