# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -R with -L.
# modules: tick

it -R -L "$modules/tick.ko"
