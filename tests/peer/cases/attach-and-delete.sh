# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -d.
# modules: tick

it -L "$modules/tick.ko"
it -A -d tick
it -d tick
