# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A terminal that can't do it gets plain lines.
# sizes: 80x24

quiet
keys q && restored
sim_end
keys 'clear; export TERM=dumb' Enter
: >"$dir/sim/events"
sim -p "$dir/proc" <<<'print 0 plain\n'
keys 'go' Enter
shows 'plain' && shows 'monreal up 00:00:03, 6 of 6 probes on'
keys C-c && shows 'status 0'
