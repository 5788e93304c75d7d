# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -R, which is taken.
# modules: tick

it -L "$modules/tick.ko"
begin -A -R tick
goes_on 1
ends INT
