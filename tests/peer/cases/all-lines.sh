# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Many lines, each once and in order.
# modules: rows

it "$modules/rows.ko"
it -o out "$modules/rows.ko"
