# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU that came online after the load has its output in its place in dialect 4, too.

cpu_that_comes_online_here -4
