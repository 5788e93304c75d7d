# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -b.
# modules: hello

it -A -b 2 hello
