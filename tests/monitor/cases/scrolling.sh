# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# More probes and globals than there is room for.

mkdir "$dir/proc"
{
	printf '{"uptime": "00:00:01", "uid": "0", "memory": "", "module_name": "many", "globals": {'
	for ((i = 0; i < 300; i++)); do printf '"global%d": "value %d",' "$i" "$i"; done
	printf '}, "probe_list": ['
	for ((i = 0; i < 300; i++)); do
		printf '{"index": %d, "state": "on", "hits": %d, "min": 1, "avg": 1, "max": 1, "name": "probe-%d"},' "$i" "$i" "$i"
	done
	printf ']}'
} | status_is
quiet
shows 'probe-0' && hides 'probe-299'
shows ' more: g' && shows ' of 300'
keys End && shows 'probe-299'
keys Enter && commanded 299
keys PPage PPage && hides 'probe-299'
keys Home && shows 'probe-0'
keys g && shows 'global0: value 0'
keys End && shows 'global299: value 299'
keys g && shows 'probe-0'
keys 3 End && shows 'probe-0'
keys q && restored
