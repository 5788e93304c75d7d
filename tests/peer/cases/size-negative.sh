# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S with a negative number.
# modules: hello

it -o out -S -1 "$modules/hello.ko"
