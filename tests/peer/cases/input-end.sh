# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard input that is at its end, and a script that goes on.
# modules: input

begin -i "$modules/input.ko"
goes_on 1
ends INT
