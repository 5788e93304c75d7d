# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d of a module that someone is attached to.
# modules: tick

begin "$modules/tick.ko"
goes_on 1
it -d tick
ends INT
