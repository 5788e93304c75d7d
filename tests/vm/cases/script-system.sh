# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# system() of a script runs a shell command, its output comes on stdout.
# modules: system

run "$STAPRUN" system.ko
is 0
stdout_has 'from the shell'
