# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages of one to eight bytes.

for _ in {1..8}; do printf 'burst 0-1 700 1-8 0\ndrained\n'; done
echo request_exit
