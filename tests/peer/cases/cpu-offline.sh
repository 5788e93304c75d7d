# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU goes offline and comes back while the script prints.
# modules: tick

cpu1=/sys/devices/system/cpu/cpu1/online
begin "$modules/tick.ko"
goes_on 2
echo 0 >$cpu1
goes_on 5
echo 1 >$cpu1
goes_on 8
ends INT
