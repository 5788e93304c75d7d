# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A command that is not there.
# modules: idle

it -c '/nosuch/command' "$modules/idle.ko"
