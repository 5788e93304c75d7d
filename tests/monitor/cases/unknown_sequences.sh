# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What a terminal sends for a key that its description does not have, or as an answer to another program, is no keys: there
# is a c in some, which would reset the globals, and a Q.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
for bytes in $'\e[?1;2c' $'\e[c' $'\eOc' $'\e[1;9r' $'\e[1;9Q' $'\e[1;9p'; do
	keys -l "$bytes"
done
for byte in $'\e' O Q $'\e' '[' 1 ';' 2 c; do # as a slow line brings them
	keys -l "$byte"
	sleep 0.1
done
keys h && shows 'Any key goes back.' && keys h && order 0 1 2 3 4 5
[[ ! -s $dir/proc/monitor_control ]] || fail "the module was told: $(<"$dir/proc/monitor_control")"
# A key behind an escape is one.
keys -l $'\ec' && commanded clear
keys q && restored
