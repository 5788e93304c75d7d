# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -R of a name that is too short for it.
# modules: hello pid

it -R "$modules/hello.ko"
line '"$STAPRUN" -R -c true "$modules/pid.ko" | sed "s/[0-9]*/PID/"'
