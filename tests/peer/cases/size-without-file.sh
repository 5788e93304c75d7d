# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S without -o.
# modules: hello

it -S 1 "$modules/hello.ko"
