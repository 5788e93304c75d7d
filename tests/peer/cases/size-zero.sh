# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S 0, which is no size.
# modules: hello

it -o out -S 0 "$modules/hello.ko"
