# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that fails at once, and is to be left.
# modules: error

it -L "$modules/error.ko"
shows 'loaded error && echo loaded'
begin -A error
soon '! kill -0 $bg 2>/dev/null'
ends INT
