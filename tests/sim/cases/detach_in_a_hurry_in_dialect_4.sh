# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Detach in a hurry in dialect 4.

detach_in_a_hurry -4
