# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -b with something behind the number.
# modules: hello

it -b 1x "$modules/hello.ko"
