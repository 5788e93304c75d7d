# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A warn() of the script goes to stderr; -w drops it.
# modules: warn

run "$STAPRUN" warn.ko
is 0
stdout_is said
stderr_has 'WARNING: careful'

run "$STAPRUN" -w warn.ko
is 0
stdout_is said
stderr_is ''
