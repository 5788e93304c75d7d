# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard input goes to the script.
# modules: input

line 'printf "one\ntwo\nquit\n" | "$STAPRUN" -i "$modules/input.ko"'
