# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# What is asked for takes no more than it has room for, and gives it back by whole characters; where nothing is shown no key moves
# anything, nor is there anything further left than names begin.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
keys t 1 2 3 4 5 6 7 8 && shows '(Enter, Esc): 1234567_'
keys Escape && hides 'Index of the probe'
keys / é && shows 'all): é_'
keys BSpace && shows 'all): _'
keys n o t h i n g && shows 'all): nothing_' && shows '0 of 6'
keys Enter Down Up Enter && hides 'all): nothing'
keys / Escape && order 0 1 2 3 4 5
keys Left Left C-j && commanded 0
keys q && restored
