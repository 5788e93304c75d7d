# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Overflow with messages of 200 bytes in dialect 4.

overflow_with 200 -4
