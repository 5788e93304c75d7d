# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One of the three streams is not open.
# modules: hello

line '"$STAPRUN" "$modules/hello.ko" <&-'
line '"$STAPRUN" "$modules/hello.ko" >&-'
line '"$STAPRUN" "$modules/hello.ko" 2>&-'
