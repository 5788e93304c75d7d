# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -b with a size that is taken.
# modules: hello

it -b 1 "$modules/hello.ko"
