# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -c with -x.
# modules: hello

it -c true -x 1 "$modules/hello.ko"
