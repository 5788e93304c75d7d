# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Both streams into a file, which is parsed then.
# modules: rows warn

line '"$STAPRUN" "$modules/rows.ko" >log 2>&1; echo "$?: $(wc -l <log)"'
line '"$STAPRUN" "$modules/warn.ko" >log 2>&1; echo "$?"; sort log'
rm log
