# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d '*' where there is none.

it -d '*'
