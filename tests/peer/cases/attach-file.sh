# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -o.
# modules: tick

it -L "$modules/tick.ko"
begin -A -o out tick
goes_on 3 out
ends INT
