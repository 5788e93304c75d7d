# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module in the current folder, with ./ and without.
# modules: hello

it hello.ko
it ./hello.ko
