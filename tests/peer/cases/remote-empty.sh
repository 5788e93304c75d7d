# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -r with an empty URI, or nothing at all.
# modules: remote

it -r 1: "$modules/remote.ko"
it -r : "$modules/remote.ko"
