# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The name of a module is the one inside its file.
# modules: hello

mv hello.ko other.ko
run "$STAPRUN" other.ko
is 0
stdout_is 'Hello World!'
