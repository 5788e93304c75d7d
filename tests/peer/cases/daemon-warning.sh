# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A warning at the start of a process that goes to the background.
# modules: warn

line 'said=$("$STAPRUN" -D -o out "$modules/warn.ko" 2>&1); echo "$said" | sed "s/^[0-9]*$/DAEMON/"'
soon 'unloaded warn'
