# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -d with a global.
# modules: hello

it -d hello var1=x
