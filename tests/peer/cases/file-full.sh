# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that never has room.
# modules: hello

begin -o /dev/full "$modules/hello.ko"
running '[[ -s $captured/bg-stderr ]]'
ends INT
