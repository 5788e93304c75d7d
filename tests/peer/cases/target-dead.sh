# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -x of a process that is not there.
# modules: target

it -x 999999 "$modules/target.ko" -c true
begin -x 999999 "$modules/target.ko"
goes_on 1
ends INT
