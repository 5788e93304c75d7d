# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d with the file that the module was loaded from.
# modules: tick

it -L "$modules/tick.ko"
it -d "$modules/tick.ko"
