# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A word for a number.
# modules: number

it "$modules/number.ko" number=seven
