# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The title, the memory, the globals, the table of probes and the output are where they should be.

monitor <<-'END'
	burst 0-1 20 40-60 0
	print 0 last line\n
END
row_is 1 ' monreal   up 00:00:03   uid 0   * B/s   lost 0 *every 1 s'
row_is 2 'memory   72data/68text/10ctx/32870net/2326alloc kb'
row_is 3 'globals  x: 178(count)   count: 31   arr: \[0]   h: \[0]   name: "a "quoted" name"'
row_is 5 'index* state * hits * min * avg * max *hits/s *cpu%  name'
order 0 1 2 3 4 5
if [[ $size == 80x24 ]]; then
	row_is 10 '    4  on * 6026 * 1820 * 10325 * 7177k * perf.type(1).config(0)*'
else
	row_is 10 '    4  on * 6026 * 1820 * 10325 * 7177950 * perf.type(1).config(0).sample(1000000)'
	shows 'kernel.trace("sched:sched_switch")'
fi
row_is 11 '    5  on * 0 * -  *-  *-  * end'
row_is "${size#*x}" ' h help  q quit*'
shows 'last line'
keys q && restored
