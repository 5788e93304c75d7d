# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o in a folder that is not there.
# modules: hello

it -o nosuch/out "$modules/hello.ko"
