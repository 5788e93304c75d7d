# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A, left and taken up again.
# modules: tick

it -L "$modules/tick.ko"
begin -A tick
goes_on 3
ends QUIT
begin -A tick
goes_on 1
ends INT
