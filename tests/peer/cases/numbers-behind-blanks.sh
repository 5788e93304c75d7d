# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Blanks before a number, as where an option and its value are one word.
# modules: target remote

it "-b 4" "-x 1" "$modules/target.ko"
it "-b +4" -x $'\t1' "-T 5" "$modules/target.ko"
it "-r 3:x" "$modules/remote.ko"
it -o out "-S 1, 3" "$modules/target.ko"
it -o out "-S 1 ,3" "$modules/target.ko"
