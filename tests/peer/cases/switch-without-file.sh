# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# USR2 without -o.
# modules: tick

begin "$modules/tick.ko"
goes_on 1
kill -USR2 "$bg"
goes_on 3
ends INT
