# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Left while no one reads the output: that is not waited for, and nothing is missing of which nothing was told.

detach_while_blocked
