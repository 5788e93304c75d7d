# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, where the end of a sub-buffer may drop a frame.

detach_in_a_hurry -4
