# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S with a number: the last files stay.
# modules: rows

it -o out -S 1,2 "$modules/rows.ko"
shows 'ls'
rm -f out.*
