# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -L says is taken by a command substitution, which returns.
# modules: tick

line 'said=$("$STAPRUN" -L "$modules/tick.ko" 2>&1); echo "$?: $said"'
it -d tick
