# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the command prints goes to standard output, not to the script's file.
# modules: idle

it -o out -c 'echo to stdout' "$modules/idle.ko"
