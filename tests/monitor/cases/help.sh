# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The key h shows what the keys do; any key goes back, and does nothing else: another size of the terminal is no key.

quiet
order 0 1 2 3 4 5
keys h && shows 'sort by the next column' && shows 'cycles that a hit took' && shows 'Any key goes back.'
keys q && order 0 1 2 3 4 5 && shows 'hello from begin'
keys h && shows 'Any key goes back.'
resize "${size%x*}x30" && row_is 30 '*Any key goes back.*'
keys c && hides 'Any key goes back.' && shows 'hello from begin'
resize "$size" && row_is "${size#*x}" ' h help*'
[[ ! -s $dir/proc/monitor_control ]] || fail "the key that went back was a command, too"
keys q && restored
