# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The way in which Yocto's test calls it.
# modules: hello

it -v -R -b1 "$modules/hello.ko"
