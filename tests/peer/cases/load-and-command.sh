# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c with -L, as SystemTap's initscript has it.
# modules: tick

it -c 'true' -L "$modules/tick.ko"
shows 'loaded tick && echo loaded'
it -d tick
