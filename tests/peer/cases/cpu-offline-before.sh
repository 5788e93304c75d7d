# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU was offline when the module was loaded.
# modules: tick

cpu1=/sys/devices/system/cpu/cpu1/online
echo 0 >$cpu1
begin "$modules/tick.ko"
goes_on 2
ends INT
echo 1 >$cpu1
