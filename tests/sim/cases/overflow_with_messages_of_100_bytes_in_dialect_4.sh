# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same with messages of 100 bytes: most ends of sub-buffers leave stale bytes.

overflow_with 100 -4
