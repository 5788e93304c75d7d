# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Bulk mode with -S.
# modules: bulk

it -o out -S 1 "$modules/bulk.ko"
cat out_* >all
truncate -s 0 out_*
