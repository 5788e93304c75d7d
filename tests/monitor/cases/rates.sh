# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Hits in a second and the share of CPU are those since the status before, and none where nothing happens; bytes in a second
# likewise. (How many they are depends on how long an interval really was: here it matters that there are some, as long as
# there are.)

# A module of which probe 4 is hit and hit, 1,000,000 times of some 10,000 cycles between two statuses or more.
hit_on_and_on() {
	local hits=6026
	while [[ -e $dir/hit ]]; do
		hits=$((hits + 1000000))
		sample | sed "/\"index\": 4/s/6026/$hits/" | status_is
		sleep 0.2
	done
}

busy() { [[ $(row 10) =~ ^'    4  on '.*' '[1-9][0-9]+[kM]?' '+[1-9][0-9]*\.[0-9]+'  perf' ]]; }

monitor <<<'burst 0 1000000 100 1000'
order 0 1 2 3 4 5
row_is 5 '* max *hits/s *cpu%  name'
row_is 10 '    4  on * 6026 * 1820 * 10325 * 0  0.00  perf*'
row_is 1 '* [1-9]*B/s   lost 0   cpu 0.00% *'

: >"$dir/hit"
hit_on_and_on &
until_true busy || fail "no hits in a second, or no share of CPU"
row_is 9 '    3  on * 147 * 0  0.00 *'
row_is 1 '* cpu [1-9]*%  *'
# Those alike are by index.
keys 8 && order 4 0 1 2 3 5
keys 8 && order 0 1 2 3 5 4
keys 9 && order 4 0 1 2 3 5

rm "$dir/hit"
wait $!
keys 1 && row_is 10 '    4  on * 0  0.00  perf*'
row_is 1 '* cpu 0.00% *'
keys q && restored
