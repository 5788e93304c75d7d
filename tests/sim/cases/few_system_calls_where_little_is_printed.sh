# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Few system calls where little is printed.

few_calls 400 4000 "burst 0-1 2000 20-60 1000" -T 100
