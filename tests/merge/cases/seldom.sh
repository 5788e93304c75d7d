# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# One CPU prints seldom.

for i in {1..10}; do printf 'burst 0 600 8-200 0\nprint 1 seldom %d\\n\ndrained\n' "$i"; done
echo request_exit
