# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -d.
# modules: hello

it -D -o out -d hello
