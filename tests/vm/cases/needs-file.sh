# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -S and -D are refused without -o.
# modules: hello

run "$STAPRUN" -S 1 hello.ko
is 1
run "$STAPRUN" -D hello.ko
is 1
not_loaded hello
