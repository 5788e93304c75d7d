# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The numbers wrap, of a module that ran before.

printf 'on load\nseq 4294966996\nalready_started\nprint 0 begin\\n\non run\n'
for _ in {1..4}; do printf 'burst 0-1 400 20-90 0\ndrained\n'; done
echo request_exit
