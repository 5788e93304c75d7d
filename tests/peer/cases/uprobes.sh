# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -u, which there is nothing to load for.
# modules: hello

it -u "$modules/hello.ko"
