# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S with something behind the number.
# modules: hello

it -o out -S 1x "$modules/hello.ko"
