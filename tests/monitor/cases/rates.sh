# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Hits in a second and the share of CPU are those since the status before: not known of the first one, and none where
# nothing happened; bytes in a second likewise. (How many they are depends on how long the interval really was.)

# one_more: the module tells of 1,000,000 hits of 1000 cycles more
hits=6026
one_more() {
	hits=$((hits + 1000000))
	sample | sed "/\"index\": 4/s/6026/$hits/" | status_is
}

monitor <<<'print 0 hello from begin\n'
order 0 1 2 3 4 5
[[ $size == 80x24 ]] || row_is 5 '* max   hits/s  cpu%  name'
row_is 10 '    4  on * 6026 * 1820 * 10325 * 0  0.00  perf*'
one_more
until_true row_matches 10 '    4  on *[1-9]*[0-9k] *[0-9].[0-9]*  perf*' || fail "no rate"
row_is 10 "    4  on *7177* 0  0.00  perf*"
one_more
row_is 1 '* probes [1-9]*.[0-9]*% cpu *'
# Those alike are by index.
keys 8 && order 4 0 1 2 3 5
one_more
keys 8 && order 0 1 2 3 5 4
one_more
keys 9 && order 4 0 1 2 3 5
tell 'burst 0 2000 100 0'
row_is 1 '* [1-9]*B/s   lost 0 *'
keys q && restored
