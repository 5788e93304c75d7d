# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A status that does not end is none: as much of it is read as one can have, no more.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
{ sample | head -c 700 && head -c 3000000 /dev/zero | tr '\0' ' '; } | status_is
shows 'cut short or malformed' && order 0 1 2 3 4 5
sample | status_is
hides 'cut short or malformed'
keys q && restored
