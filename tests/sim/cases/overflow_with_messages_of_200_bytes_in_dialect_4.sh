# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same with messages of 200 bytes.

overflow_with 200 -4
