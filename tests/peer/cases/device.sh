# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A device named like a module.

ln -s /dev/zero device.ko
line 'timeout 5 "$STAPRUN" device.ko'
