# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# systemd stops a unit: TERM for its whole control group; what it ends with is success.
# modules: tick

begin -c 'sleep 1000' "$modules/tick.ko"
goes_on 2
kill -TERM -- "-$bg"
ends
shows 'pidof sleep | wc -w'
