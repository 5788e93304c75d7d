# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, where a sub-buffer may begin in the middle of a message.

overflow -4 6000-20000
