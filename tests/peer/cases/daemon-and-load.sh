# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -L.
# modules: hello

it -D -o out -L "$modules/hello.ko"
