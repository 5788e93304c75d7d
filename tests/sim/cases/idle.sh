# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# While nothing is printed no thread of stapio wakes.

idle
