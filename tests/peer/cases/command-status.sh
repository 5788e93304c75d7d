# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The status of a command that fails.
# modules: idle

it -c 'sh -c "exit 3"' "$modules/idle.ko"
