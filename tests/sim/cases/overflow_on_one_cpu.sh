# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The line on what was lost names the CPU whose buffer was full, and knows about how many bytes that were.

overflow_on_one_cpu
