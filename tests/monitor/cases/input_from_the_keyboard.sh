# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The keyboard cannot be for both.
# sizes: 80x24

quiet -i
shows 'ERROR: The keys are for the view (-M), or for the script (-i)'
shows 'status 1' && restored
(($(happened 'start .*') == 0)) || fail "probes were started"
