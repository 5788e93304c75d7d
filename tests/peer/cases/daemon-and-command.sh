# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D with -c.
# modules: hello

it -D -o out -c true "$modules/hello.ko"
