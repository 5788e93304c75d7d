# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -L.
# modules: hello

it -A -L hello
