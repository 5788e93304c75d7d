# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Into tee, and how it ended.
# modules: rows

line '"$STAPRUN" "$modules/rows.ko" 2>&1 | tee out | wc -l; echo "${PIPESTATUS[*]}"; wc -l <out'
rm out
