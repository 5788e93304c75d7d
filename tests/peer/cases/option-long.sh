# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A long option that there is none of.
# modules: hello

it --nosuch "$modules/hello.ko"
