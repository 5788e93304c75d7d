# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Only probes with a text in their names: as it is typed, whatever the case of letters; commands mean those that are seen.

quiet
order 0 1 2 3 4 5
keys / T I M && order 1 2 && shows 'with "TIM", 2 of 6' && shows 'Only probes with this in their names'
keys BSpace BSpace BSpace && order 0 1 2 3 4 5
keys e n d Enter && order 5 && hides 'Only probes with this'
keys Enter && commanded 5
keys / C-u t i m e r Enter && order 1 2
keys 3 && order 1 2 && keys 3 && order 2 1
sample | sed 's/00:00:03/00:00:04/' | status_is
row_is 1 '*up 00:00:04*' && order 2 1
keys F4 C-u x y z && shows 'with "xyz", 0 of 6' && hides 'timer'
keys Enter Enter && shows 'with "xyz", 0 of 6'
[[ ! -s $dir/proc/monitor_control ]] || fail "a probe that is not seen was turned off"
keys / Escape && order 5 0 2 1 3 4 && hides 'with "'
keys q && restored
