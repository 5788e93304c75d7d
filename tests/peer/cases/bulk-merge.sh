# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What bulk mode leaves, put together.
# modules: bulklines

it -w -o out "$modules/bulklines.ko"
shows '/usr/local/bin/stap-merge out_0 out_1 | sort -n'
rm -f out_*
