# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages that look like frames that are about to come.

for _ in {1..8}; do printf 'burst 0-1 300 20-400 0 wild\ndrained\n'; done
echo request_exit
