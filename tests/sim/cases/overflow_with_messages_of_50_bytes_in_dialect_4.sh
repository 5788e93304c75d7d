# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow with messages of 50 bytes in dialect 4.

overflow_with 50 -4
