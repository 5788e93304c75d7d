# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A folder named like a module.

mkdir folder.ko
it folder.ko
