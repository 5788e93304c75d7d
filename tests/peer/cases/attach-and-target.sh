# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -x.
# modules: hello

it -A -x 1 hello
