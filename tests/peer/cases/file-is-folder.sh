# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o of a folder.
# modules: hello

mkdir out
it -o out "$modules/hello.ko"
