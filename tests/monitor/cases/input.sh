# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Standard input for the script: keys come from the terminal all the same.
# sizes: 80x24

to="< <(printf 'for the script\n'; sleep 3)" quiet -i
order 0 1 2 3 4 5
until_true grep -qx 'for the script' "$dir/proc/__stdin" || fail "no input"
keys h && shows 'Any key goes back.'
keys h && hides 'Any key goes back.'
keys q && restored
