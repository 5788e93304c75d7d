# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S with a word.
# modules: hello

it -o out -S x "$modules/hello.ko"
