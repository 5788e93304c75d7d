# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Ctrl-Z shows the normal screen, and fg the view again.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
keys C-z && shows 'Stopped'
[[ $(mux display-message -p '#{alternate_on}') == 0 ]] || fail "not the normal screen"
keys fg Enter
order 0 1 2 3 4 5 && row_is 1 ' monreal *'
keys q && restored
