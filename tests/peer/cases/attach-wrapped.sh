# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A of a module that printed more than its buffers keep.
# modules: brisk

it -b 1 -L "$modules/brisk.ko"
loaded brisk && read -rt 6 <> <(:) # it prints half a megabyte a second, and tells no one how far it is
begin -A -o out brisk
goes_on 12000 out
ends INT
shows 'sed -n 2,8000p out | awk "\$1 <= last { back++ } { last = \$1 } END { print back + 0, \"lines go back\" }"'
rm -f out
