# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Of 1,024 CPUs ten print: that costs what ten cost, in threads, in memory, and in wake-ups while none does.

ten_of 1024
