# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# QUIT leaves the module loaded.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
ends QUIT
shows 'loaded tick && echo loaded'
it -d tick
