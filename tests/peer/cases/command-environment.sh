# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the command finds in its environment.
# modules: idle

it -c 'sh -c "env | grep ^SYSTEMTAP_ | sort"' "$modules/idle.ko"
line 'SYSTEMTAP_MODULE=x SYSTEMTAP_VERBOSE=0 "$STAPRUN" -c "sh -c \"env | grep ^SYSTEMTAP_ | sort\"" "$modules/idle.ko"'
