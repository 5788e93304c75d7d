# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Losses by cause and CPU are in the statistics as the module knows them.

sim -c 0-1 <<<"print 0 ready\n"
relay_start --stats numbers
until_true test -s "$dir/out" || fail "nothing comes"
stopped_while "burst 1 8000 200 0"
tell drained "print 0 last\n" request_exit
relay_wait
sim_end
(($(messages cut) + $(messages dropped) > 100)) || fail "the scenario is no good"
objects "$dir/numbers"
stat_is "$dir/numbers" "['lost']['kernel']" $(($(messages cut) + $(messages dropped)))
stat_is "$dir/numbers" "['lost']['cut']" "$(messages cut)"
stat_is "$dir/numbers" "['lost']['dropped']" 0
stat_is "$dir/numbers" "['cpus'][0]['full']" false
stat_is "$dir/numbers" "['cpus'][1]['full']" true
stat_is "$dir/numbers" "['cpus'][1]['cut']" "$(messages cut)"
