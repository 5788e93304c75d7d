# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -v tells of a removal.
# modules: tick

it -L "$modules/tick.ko"
it -v -d tick
