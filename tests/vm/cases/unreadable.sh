# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that the user cannot read is not loaded, although root could.
# modules: hello

chmod 600 hello.ko
run as dev "$STAPRUN" hello.ko
true_that '((status != 0))'
stdout_is ''
not_loaded hello
