# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -T with a word.
# modules: hello

it -T x "$modules/hello.ko"
