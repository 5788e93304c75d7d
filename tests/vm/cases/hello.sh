# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Loads a module, prints what its script prints and nothing else, removes it.
# on each release
# modules: hello

run "$STAPRUN" hello.ko
is 0
stdout_is 'Hello World!'
stderr_is ''
not_loaded hello

run "$STAPRUN" "$PWD/hello.ko"
is 0
stdout_is 'Hello World!'
