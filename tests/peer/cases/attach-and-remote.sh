# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -r.
# modules: tick

it -L "$modules/tick.ko"
begin -A -r 1:x tick
goes_on 1
ends INT
it -d tick
