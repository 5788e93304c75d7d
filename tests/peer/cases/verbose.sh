# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -v tells.
# modules: hello

it -v "$modules/hello.ko"
