# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Messages are in the pane, none beside it, and all of them once more at the end.

quiet
order 0 1 2 3 4 5
tell 'oob WARNING: careful' 'oob ERROR: it broke'
shows 'WARNING: careful' && shows 'ERROR: it broke'
row_is 1 ' monreal *' && order 0 1 2 3 4 5
tell 'system echo from the shell; echo and its errors >&2'
shows 'from the shell' && shows 'and its errors'
order 0 1 2 3 4 5
keys q && restored
shows 'status 1' && shows 'WARNING: careful' && shows 'ERROR: it broke' && shows 'from the shell'
