# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# TERM ends it.
# modules: tick

begin "$modules/tick.ko"
goes_on 2
ends TERM
