# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A CPU that came online after the load, which no one told of: what it printed has come at the end, in its place.

cpu_that_comes_online_here
