# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The key h shows what the keys do; any key goes back.

quiet
order 0 1 2 3 4 5
keys h && shows 'sort by the next column' && shows 'cycles that a hit took' && shows 'Any key goes back.'
keys q && order 0 1 2 3 4 5 && shows 'hello from begin'
keys q && restored
