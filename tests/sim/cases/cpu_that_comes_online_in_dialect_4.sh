# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Cpu that comes online in dialect 4.

cpu_that_comes_online_here -4
