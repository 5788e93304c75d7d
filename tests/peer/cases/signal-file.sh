# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# TERM, with a file.
# modules: tick

begin -o out "$modules/tick.ko"
goes_on 2 out
ends TERM
