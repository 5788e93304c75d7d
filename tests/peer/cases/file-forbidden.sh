# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o where no file can be made.
# modules: hello

it -o /proc/nosuch "$modules/hello.ko"
