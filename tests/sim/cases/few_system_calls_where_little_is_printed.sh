# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# With -T 100 a message each millisecond takes one system call for every ten at most.

few_calls 400 4000 "burst 0-1 2000 20-60 1000" -T 100
