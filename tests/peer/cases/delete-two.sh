# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d of two modules.
# modules: tick recorder

it -L "$modules/tick.ko"
it -L "$modules/recorder.ko"
it -d tick recorder
