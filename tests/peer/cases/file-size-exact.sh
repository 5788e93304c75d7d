# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S: no file is larger than was said.
# modules: rows

it -o out -S 1 "$modules/rows.ko"
shows 'find . -name "out.*" -size +1048576c | sort'
rm -f out.*
