# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that is loaded already: callers match all of what is said.
# modules: tick

begin "$modules/tick.ko"
goes_on 1
it "$modules/tick.ko"
ends INT
