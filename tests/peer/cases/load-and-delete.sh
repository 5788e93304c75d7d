# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -L with -d.
# modules: tick

it -L "$modules/tick.ko"
it -L -d tick
it -d tick
