# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A of a module that someone is attached to.
# modules: tick

begin "$modules/tick.ko"
goes_on 1
it -A tick
ends INT
