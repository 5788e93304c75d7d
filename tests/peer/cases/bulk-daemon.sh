# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode in the background.
# modules: bulk

it -D -o out "$modules/bulk.ko"
hide "$(<"$captured/stdout")" DAEMON
soon 'unloaded bulk'
cat out_* >all
truncate -s 0 out_*
