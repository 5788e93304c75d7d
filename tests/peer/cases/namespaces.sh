# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -N of a process that is there.
# modules: hello

it -N 1 "$modules/hello.ko"
