# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A script that prints and ends, by the path of its module.
# modules: hello

it "$modules/hello.ko"
