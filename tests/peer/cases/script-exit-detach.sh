# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that ends at once, and is to be left.
# modules: hello

it -L "$modules/hello.ko"
shows 'loaded hello && echo loaded'
begin -A hello
soon '! kill -0 $bg 2>/dev/null'
ends INT
