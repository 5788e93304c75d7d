# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -D without -o.
# modules: hello

it -D "$modules/hello.ko"
