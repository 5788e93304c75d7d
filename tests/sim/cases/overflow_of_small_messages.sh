# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of one size, of which each sub-buffer holds as many: what came is right, what is lost is told.

overflow '' 300
