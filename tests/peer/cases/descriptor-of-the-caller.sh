# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A descriptor of the caller's for the output, named as shells name it.
# modules: hello

line '"$STAPRUN" -o /dev/fd/7 "$modules/hello.ko" 7>out'
line '"$STAPRUN" -o /proc/self/fd/7 "$modules/hello.ko" 7>again'
line '"$STAPRUN" -o /dev/stdout "$modules/hello.ko"'
