# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -c makes of quotes, variables and patterns.
# modules: idle

# The command runs beside the script: either may print first.
line '"$STAPRUN" -c "echo \"two  words\" one" "$modules/idle.ko" | sort'
line '"$STAPRUN" -c "echo \$HOME | wc -l" "$modules/idle.ko" | sort'
line '"$STAPRUN" -c "echo '"'a;b'"' *.nosuch" "$modules/idle.ko" | sort'
