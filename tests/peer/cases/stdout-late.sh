# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who reads standard output begins late.
# modules: rows

line '"$STAPRUN" "$modules/rows.ko" | { sleep 3; cat; }'
