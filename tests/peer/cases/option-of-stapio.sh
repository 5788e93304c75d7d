# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An option that only stapio has.
# modules: hello

it -F 3 "$modules/hello.ko"
