# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -C with a word that it does not know.
# modules: hello

it -C nonsense "$modules/hello.ko"
