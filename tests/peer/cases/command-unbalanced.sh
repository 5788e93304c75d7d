# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command with a quote that does not end.
# modules: idle

begin -c 'echo "' "$modules/idle.ko"
ends
