# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into head, which goes after its lines; the script has much to say.
# modules: rows

line '"$STAPRUN" "$modules/rows.ko" 2>&1 | head -n 3'
