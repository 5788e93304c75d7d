# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# None of the three streams is open.
# modules: hello

line '"$STAPRUN" -o out "$modules/hello.ko" <&- >&- 2>&-'
