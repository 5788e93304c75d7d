# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard output is a pipe.
# modules: rows

line '"$STAPRUN" "$modules/rows.ko" | cat'
