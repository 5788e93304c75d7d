# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -b outside of its range.
# modules: hello

it -b 0 "$modules/hello.ko"
it -b 4096 "$modules/hello.ko"
it -b -1 "$modules/hello.ko"
it -b abc "$modules/hello.ko"
