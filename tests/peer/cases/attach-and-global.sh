# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with a global.
# modules: hello

it -A hello var1=x
