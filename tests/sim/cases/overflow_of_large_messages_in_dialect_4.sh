# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow of large messages in dialect 4.

overflow -4 6000-20000
