# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, whose frames have no magic.

three_bulk_runs -4
