# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -N of a process that is not there.
# modules: hello

it -N 999999 "$modules/hello.ko"
