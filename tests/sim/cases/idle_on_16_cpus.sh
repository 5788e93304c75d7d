# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# While nothing is printed on 16 CPUs no thread of stapio wakes.

idle -c 0-15
