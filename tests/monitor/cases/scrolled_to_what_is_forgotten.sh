# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Who has scrolled to the first lines sees the next ones when those are forgotten, as more came than are kept.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
tell 'burst 0 9000 30 0' drained
shows 'message 8999'
keys Tab Home && shows 'hello from begin' && shows 'more lines below'
tell 'burst 0 9500 30 0' drained
hides 'hello from begin'
shows '9989 more lines below'
keys End && shows 'message 9499'
keys q && restored
