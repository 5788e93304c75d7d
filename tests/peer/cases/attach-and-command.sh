# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -A with -c.
# modules: hello

it -A -c true hello
