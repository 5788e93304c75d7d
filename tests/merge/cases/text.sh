# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Lines of text, in bursts: at the end of a sub-buffer some bytes are stale.

for _ in {1..12}; do printf 'burst 0-1 400 20-600 0\ndrained\n'; done
echo request_exit
