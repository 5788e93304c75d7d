# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A letter that is no option.
# modules: hello

it -Z "$modules/hello.ko"
