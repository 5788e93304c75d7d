# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the script's system() runs.
# modules: system

it "$modules/system.ko"
