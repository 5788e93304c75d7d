# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S: all lines, in files that follow each other.
# modules: rows

it -o out -S 1 "$modules/rows.ko"
shows 'ls; cat out.*'
rm -f out.*
