# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What is written over in that moment is put in front by the kernel, and the oldest comes behind it.

replay "burst 0-1 40 20-600 0"
