# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# INT for the whole process group, a command included.
# modules: tick

begin -c 'sleep 1000' "$modules/tick.ko"
goes_on 2
kill -INT -- "-$bg"
ends
shows 'pidof sleep | wc -w'
pidof sleep | xargs -r kill
