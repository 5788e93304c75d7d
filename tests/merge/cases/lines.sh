# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Lines that are read one by one: each read closes a sub-buffer, and nothing is stale.

for i in {1..60}; do printf 'print %d line %d\\n\ndrained\n' $((i % 2)) "$i"; done
echo request_exit
