# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -T, an option behind the module, and --.
# modules: hello

it -T 1000 "$modules/hello.ko"
it "$modules/hello.ko" -w
it -- "$modules/hello.ko"
