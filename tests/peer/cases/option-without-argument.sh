# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o at the end.
# modules: hello

it "$modules/hello.ko" -o
