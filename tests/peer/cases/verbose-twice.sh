# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What -v -v tells; upstream's tests look for the module's options there.
# modules: hello

it -v -v -b 1 "$modules/hello.ko"
