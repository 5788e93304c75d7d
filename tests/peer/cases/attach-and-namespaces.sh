# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -N.
# modules: tick

it -L "$modules/tick.ko"
begin -A -N 1 tick
goes_on 1
ends INT
it -d tick
