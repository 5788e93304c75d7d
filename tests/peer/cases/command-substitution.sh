# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c with the output of a command in it.
# modules: idle

it -c 'echo $(echo x)' "$modules/idle.ko"
