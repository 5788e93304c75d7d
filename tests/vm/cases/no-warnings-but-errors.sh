# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -w drops warnings only.
# modules: error

run "$STAPRUN" -w error.ko
is 1
stderr_has 'ERROR: boom'
