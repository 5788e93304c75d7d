# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of several sub-buffers, which overflow cuts in the middle: what came is right, what is lost is told.

overflow '' 6000-20000
