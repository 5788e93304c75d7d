# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S that keeps no file.
# modules: hello

it -o out -S 1,0 "$modules/hello.ko"
