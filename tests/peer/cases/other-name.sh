# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module in a file of another name.
# modules: hello

mv hello.ko other.ko
it other.ko
