# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The keys that no other case is about: other names of the same, single columns, names that are moved, the globals.

long='kernel.function("a_name_that_is_so_long_that_it_is_cut@fs/somewhere/in/a/file/whose/name/is/no/shorter/than/that.c:1234").call.return.maxactive(1000).to.the.very.end'
mkdir "$dir/proc"
sample | sed "s|\"name\": \"end\"|\"name\": \"${long//\"/\\\\\"}\"|" | status_is
quiet
order 0 1 2 3 4 5
keys '?' && shows 'Any key goes back.' && keys F1 && hides 'Any key goes back.'
keys F1 && shows 'Any key goes back.' && keys x && hides 'Any key goes back.'

keys 2 && shows 'probes by state' && order 0 1 2 3 4 5
keys 4 && shows 'probes by min, falling' && order 0 1 2 4 3 5
keys 5 && shows 'probes by avg, falling' && order 2 0 1 3 4 5
keys 1 && shows 'probes by index' && order 0 1 2 3 4 5
keys s s s s s s && shows 'probes by hits/s, falling'
keys s && shows 'probes by cpu%, falling' && keys s && shows 'probes by name' && keys s && shows 'probes by index '

keys Right && shows '  (100)' && hides ' timer.ms(100)'
keys Left && shows ' timer.ms(100)'

keys End Enter && commanded 5
keys BTab Up && keys Enter && keys BTab Up Enter && commanded 4
keys NPage Enter && commanded 5

keys g && shows 'globals (5)' && shows 'count: 31' && keys g && hides 'globals (5)'
keys t 3 C-u 1 Enter && commanded 1
keys C-l && order 0 1 2 3 4 5
keys f && shows FROZEN && keys f && hides FROZEN
keys Q && restored
