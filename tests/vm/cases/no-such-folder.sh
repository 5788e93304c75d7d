# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that cannot be made: status 1, the module does not stay.
# modules: hello

run "$STAPRUN" -o nosuch/out hello.ko
is 1
stderr_has 'nosuch/out'
not_loaded hello
