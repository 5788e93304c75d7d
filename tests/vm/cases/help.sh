# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -h prints the help on stdout, -V the version; status 0, nothing is loaded.

run "$STAPRUN" -h
is 0
stdout_has '-o, --output=FILE'
run "$STAPRUN" -V
is 0
