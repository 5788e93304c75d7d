# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -o, with a file that is there, with the time in its name, absolute, and of a device.
# modules: hello

it -o out "$modules/hello.ko"
it -o out "$modules/hello.ko"
it -o 'out-%Y-%%' "$modules/hello.ko"
it -o "$PWD/absolute" "$modules/hello.ko"
it -o /dev/null "$modules/hello.ko"
