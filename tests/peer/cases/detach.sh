# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -L, and the removal of what it left.
# modules: tick

it -L "$modules/tick.ko"
shows 'loaded tick && echo loaded'
it -d tick
